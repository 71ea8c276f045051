"""The web server and the workers, together or apart."""

import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from academie.jobs import runner
from academie.outbox import delivery

THREADS = 8
LAST_SECONDS = 15
"""How long long work may take to notice that the process ends; then it begins anew elsewhere."""


class WebServer(BaseApplication):  # type: ignore[misc] # gunicorn carries no types
    """Gunicorn with settings from Python; it loads the application in each worker process."""

    def __init__(self, load: Callable[[], Flask], options: dict[str, Any]) -> None:
        """Take the factory of the application and gunicorn's settings."""
        self._load = load
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn our settings."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the application inside the worker."""
        return self._load()


class Workers:
    """The mail worker and that of long work, each in a thread, so that neither waits."""

    def __init__(self) -> None:
        """Wait for gunicorn to call."""
        self.stop = threading.Event()
        self._mail: threading.Thread | None = None
        self._jobs: threading.Thread | None = None

    def start(self, worker: Any) -> None:
        """Work from now on beside the pages, in gunicorn's one worker process."""
        app = worker.app.wsgi()
        self._mail = self._begun(delivery.run_forever, app, "mail")
        self.start_jobs(app)

    def start_jobs(self, app: Flask) -> None:
        """Do long work from now on."""
        self._jobs = self._begun(runner.run_forever, app, "jobs")

    def end(self, _server: Any = None, _worker: Any = None) -> None:
        """Stop; a mail that is leaving is first noted as sent, or it would leave once more."""
        self.stop.set()
        if self._mail:
            self._mail.join()
        if self._jobs:
            self._jobs.join(LAST_SECONDS)

    def _begun(
        self, run: Callable[[Flask, threading.Event], None], app: Flask, name: str
    ) -> threading.Thread:
        thread = threading.Thread(target=run, args=(app, self.stop), name=name, daemon=True)
        thread.start()
        return thread


def address() -> str:
    """Tell where to listen: the loopback unless ACADEMIE_BIND says otherwise."""
    return os.environ.get("ACADEMIE_BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"


def serve(load: Callable[[], Flask]) -> None:
    """Serve pages, send mail and do long work in one process, as SQLite wants it."""
    workers = Workers()
    hooks = {"post_worker_init": workers.start, "worker_exit": workers.end}
    WebServer(load, _options(workers=1) | hooks).run()


def web(load: Callable[[], Flask], *, workers: int) -> None:
    """Serve pages alone, in several processes."""
    WebServer(load, _options(workers=workers)).run()


def work(app: Flask) -> None:
    """Send mail and do long work in this process until it is told to stop."""
    workers = Workers()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: workers.stop.set())
    workers.start_jobs(app)
    delivery.run_forever(app, workers.stop)
    workers.end()


def _options(*, workers: int) -> dict[str, Any]:
    return {
        "bind": address(),
        "worker_class": "gthread",
        "workers": workers,
        "threads": THREADS,
        "timeout": 60,
        "graceful_timeout": 20,
        "keepalive": 5,
        "loglevel": "warning",
        "proc_name": "academie",
    }
