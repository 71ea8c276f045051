"""Scanners of mail and search engines open every link: no page that is opened changes anything."""

import pytest
from flask import Flask
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from tests.house import visitors

WRITTEN_BY_READING = {"access_log"}


@pytest.fixture(autouse=True)
def _an_hour_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: visitors.BEFORE)


def everything() -> dict[str, list[str]]:
    """Read every row of every table but the log of who looked."""
    db.session.rollback()
    return {
        name: sorted(map(repr, db.session.execute(select(table))))
        for name, table in db.metadata.tables.items()
        if name not in WRITTEN_BY_READING
    }


def test_opening_every_page_changes_nothing(app: Flask) -> None:
    scene = visitors.visitors(app)
    before = everything()

    opened = {
        visitors.endpoint(app, "GET", url)
        for visitor, begin in scene.items()
        for url, response in visitors.walk(visitor, begin)
        if response.status_code == 200
    }

    assert everything() == before
    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert readable - opened == set()
