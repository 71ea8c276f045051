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


def test_opening_every_page_changes_nothing_and_the_scanner_alone_runs_wasm(app: Flask) -> None:
    scene = visitors.visitors(app)
    before = everything()

    opened = set()
    runs_wasm = set()
    for visitor, begin in scene.items():
        for url, response in visitors.walk(visitor, begin):
            endpoint = visitors.endpoint(app, "GET", url)
            if response.status_code == 200:
                opened.add(endpoint)
            if "'wasm-unsafe-eval'" in response.headers.get("Content-Security-Policy", ""):
                runs_wasm.add(endpoint)

    assert everything() == before
    assert runs_wasm == {"checkin.device"}
    readable = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert readable - opened == set()
