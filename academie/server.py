"""The web server and the mail worker, together or apart."""

import os
import threading
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from academie.outbox.delivery import run_forever

THREADS = 8


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


class MailThread:
    """The mail worker beside the pages, in gunicorn's one worker process."""

    def __init__(self) -> None:
        """Wait for gunicorn to call."""
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, worker: Any) -> None:
        """Send mail from now on."""
        work = (worker.app.wsgi(), self._stop)
        self._thread = threading.Thread(target=run_forever, args=work, name="mail", daemon=True)
        self._thread.start()

    def end(self, _server: Any, _worker: Any) -> None:
        """Stop; a mail that is leaving is first noted as sent, or it would leave once more."""
        self._stop.set()
        if self._thread:
            self._thread.join()


def address() -> str:
    """Tell where to listen: the loopback unless ACADEMIE_BIND says otherwise."""
    return os.environ.get("ACADEMIE_BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"


def serve(load: Callable[[], Flask]) -> None:
    """Serve pages and send mail in one process, as SQLite wants it."""
    mail = MailThread()
    hooks = {"post_worker_init": mail.start, "worker_exit": mail.end}
    WebServer(load, _options(workers=1) | hooks).run()


def web(load: Callable[[], Flask], *, workers: int) -> None:
    """Serve pages alone, in several processes."""
    WebServer(load, _options(workers=workers)).run()


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
