"""The same records give the same report, whatever the database."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from academie.activity.drawing import draw
from academie.config import Settings
from academie.core.db import db
from academie.reports import attendee_files, files
from tests.conftest import test_settings
from tools.bench_records import AS_OF, fill
from tools.bench_reports import EVERYBODY


def said(app: Flask) -> tuple[bytes, bytes]:
    """Make a year of records; give the activity report of it, and everybody who registered."""
    with app.test_request_context():
        report = fill(meetings=4, parties=7, outcomes=9)
        document = draw(report, AS_OF).document
        everybody = b"".join(attendee_files.csv(EVERYBODY, separator=";"))
        db.session.remove()
        db.engine.dispose()
    return files.write(document, "json"), everybody


def test_both_databases_say_the_same(
    build_app: Callable[[Settings], Flask], sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    first, second = (
        said(build_app(test_settings(url, tmp_path))) for url in (sqlite_url, postgres_url)
    )

    assert first == second
    assert first[1].count(b"\n") == 1 + 1 + 4 * 7
