"""What tests of meetings share: a clock that stands still, and a count of queries."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import event

from academie.core import clock
from academie.core.db import db
from tests.browser import Browser
from tests.factories import NOW, make_user

SetClock = Callable[[datetime], None]
CountQueries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Stop the clock at NOW; the function it gives stops it at another moment."""

    def stop(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    stop(NOW)
    return stop


@pytest.fixture
def queries_of(app: Flask) -> CountQueries:
    """Give a block that keeps the statements of what runs in it."""
    del app

    @contextmanager
    def block() -> Iterator[list[str]]:
        statements: list[str] = []

        def keep(_conn: object, _cursor: object, statement: str, *_unused: object) -> None:
            if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
                statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", keep)
        try:
            yield statements
        finally:
            event.remove(db.engine, "before_cursor_execute", keep)

    return block


@pytest.fixture
def team(browser: Browser) -> Browser:
    """Sign in as the project team."""
    browser.sign_in(make_user())
    return browser
