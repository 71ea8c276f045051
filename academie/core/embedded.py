"""What SQLite asks of us: how a connection is set up, and writers that take turns."""

import sqlite3
import threading
from collections import deque
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

PATIENCE = "busy_timeout=15000"
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
