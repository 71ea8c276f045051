"""What SQLite asks of us: how a connection is set up, and writers and pages that take turns."""

import sqlite3
import threading
from collections import deque
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

PATIENCE = "busy_timeout=15000"
PAGE_WAITS = 0.05
"""Seconds that a page waits for the one before it."""
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # or a row that is replaced goes without its triggers being asked
    PATIENCE,
    "secure_delete=ON",  # what was erased leaves no byte behind
    "analysis_limit=1000",  # rows of an index that ANALYZE looks at
)


class TurnLock:
    """A lock that serves in the order of asking, so that no writer waits for ever."""

    def __init__(self) -> None:
        """Start free."""
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False

    def acquire(self) -> None:
        """Wait for the turn."""
        with self._mutex:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def release(self) -> None:
        """Pass the turn on."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False


class PagesInTurn:
    """WSGI middleware that makes one page at a time, and lets what writes pass.

    SQLite answers within our own process, so making a page waits for nothing but the processor.
    Threads that do so at the same time only hand Python's lock to and fro, some hundred times a
    page: eight of them took twice the processor time. A page that takes long is overtaken.
    """

    def __init__(self, app: WSGIApplication) -> None:
        """Take the application that makes the pages."""
        self._app = app
        self._turn = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; what is sent piece by piece is sent outside the turn."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._app(environ, start_response)
        has_turn = self._turn.acquire(timeout=PAGE_WAITS)
        try:
            return self._app(environ, start_response)
        finally:
            if has_turn:
                self._turn.release()


_turns = TurnLock()


@event.listens_for(Engine, "connect")
def _prepare(connection: object, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if connection.dialect.name != "sqlite" or options.get("academie_glance"):
        return
    if not options.get("academie_write"):
        connection.exec_driver_sql("BEGIN")
        return
    _turns.acquire()
    connection.info["academie_turn"] = True
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@event.listens_for(Engine, "checkin")
def _pass_turn(_connection: object, record: Any) -> None:
    if record.info.pop("academie_turn", None):
        _turns.release()
