"""The same records give the same report, whatever the database."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from academie.activity.drawing import draw
from academie.config import Settings
from academie.core.db import db
from academie.core.period import Period
from academie.events.models import Event
from academie.reports import attendee_files, files
from academie.reports.catalogue import REPORTS
from academie.reports.choices import EVER
from academie.reports.wanted import Wanted
from tests.conftest import test_settings
from tools.bench_records import AS_OF, fill
from tools.bench_reports import EVERYBODY


def said(app: Flask) -> list[bytes]:
    """Make a year of records; give everybody who registered, and every report of it."""
    with app.test_request_context():
        report = fill(meetings=4, parties=7, outcomes=9)
        event = db.session.scalars(select(Event).order_by(Event.id)).first()
        wanted = Wanted(period=Period(**EVER), now=AS_OF, event=event, place="Leeuwarden")
        documents = [draw(report, AS_OF).document, *(one.build(wanted) for one in REPORTS)]
        everybody = b"".join(attendee_files.csv(EVERYBODY, separator=";"))
        db.session.remove()
        db.engine.dispose()
    return [everybody, *(_without_refs(files.write(one, "json")) for one in documents)]


def _without_refs(document: bytes) -> bytes:
    """Leave out the refs in it, which are made by chance."""
    return re.sub(rb'"[0-9a-f]{16}"', b'"ref"', document)


@pytest.mark.parametrize("way", ["seqscan", "indexscan"])
def test_both_databases_say_the_same_whichever_way_they_look(
    build_app: Callable[[Settings], Flask],
    sqlite_url: str,
    postgres_url: str,
    tmp_path: Path,
    way: str,
) -> None:
    other_way = f"{postgres_url}&options=-cenable_{way}%3Doff"
    first, second = (
        said(build_app(test_settings(url, tmp_path))) for url in (sqlite_url, other_way)
    )

    assert first == second
    assert first[0].count(b"\n") == 1 + 1 + 4 * 7
