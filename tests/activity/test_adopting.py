"""Adopted reports: made once, served for ever, never changed, and replaced by a new version."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from academie import duties
from academie.activity import adopting, frozen, service
from academie.activity.drawing import draw
from academie.activity.models import ActivityFile, ActivityReport
from academie.activity.terms import FileKind
from academie.core import store
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.core.small_groups import NoFigure
from academie.plans.terms import Measure
from academie.registrations import retention as registrations
from tests.activity.factories import (
    AFTER,
    adopt,
    adopter,
    complete,
    explain,
    make_adopted,
    make_report,
)
from tests.checkin.factories import make_guest
from tests.factories import make_event
from tests.followups.factories import author
from tests.plans.factories import make_plan, without_target

pytestmark = pytest.mark.usefixtures("app")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FROZEN = (
    "UPDATE activity_report SET what_changed = what_changed",
    "DELETE FROM activity_report",
    "UPDATE activity_line SET explanation = 'Anders'",
    "DELETE FROM activity_line",
    (
        "INSERT INTO activity_line (report_id, plan_line_id, part, by_id)"
        " SELECT report_id, plan_line_id, 9, by_id FROM activity_line"
    ),
    "UPDATE activity_file SET name = 'x'",
    "DELETE FROM activity_file",
    "DELETE FROM grant_plan_line",
)


def contents(report: ActivityReport) -> dict[FileKind, bytes]:
    return {file.kind: frozen.finished(file) for file in report.files}


def test_an_adopted_report_is_its_files_and_their_hashes() -> None:
    report = make_adopted()

    found = contents(report)

    assert set(found) == set(FileKind)
    for file in report.files:
        assert hashlib.sha256(found[file.kind]).hexdigest() == file.sha256
    kept = json.loads(found[FileKind.CONTENT])
    assert (
        found[FileKind.CONTENT]
        == json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )
    assert [line["done"] for line in kept["lines"]] == [1, 2]
    assert kept["document"] == json.loads(found[FileKind.JSON])
    assert (kept["report"]["author"], kept["report"]["adopted_by"]) == (
        *(author().ref, adopter().ref),
    )
    assert "Vastgesteld op" in PdfReader(BytesIO(found[FileKind.PDF])).pages[0].extract_text()


def test_the_database_keeps_what_is_adopted_as_it_is() -> None:
    make_adopted()

    for statement in FROZEN:
        with pytest.raises(DBAPIError, match="append only"):
            db.session.execute(text(statement))
        db.session.rollback()


def test_an_adopted_report_stays_the_same_after_people_were_erased() -> None:
    plan = make_plan()
    event = make_event()
    guest = make_guest(event, people=7)
    without_target(plan, Measure.REGISTERED)
    report = make_report(plan)
    adopt(report)
    before = contents(report)

    registrations.erase_due(AFTER + timedelta(days=4000))
    duties.clear_files(AFTER + timedelta(days=4000))
    guest.people = 1
    db.session.commit()

    assert guest.given_name is None
    assert contents(report) == before
    line = frozen.frozen(report).line(1)
    assert line is not None
    assert line.figure == 7
    assert list(line.people.values()) == [7]


@on_sqlite
def test_a_figure_of_an_adopted_report_opens_as_many_records_as_it_says() -> None:
    report = make_adopted()

    kept = frozen.frozen(report)

    line = kept.line(1)
    assert line is not None
    assert len(line.records) == line.figure == 1
    assert kept.numbers == {1}
    assert kept.line(2) is None


def test_of_two_who_adopt_one_wins_and_the_other_does_no_harm() -> None:
    report = complete()
    with (
        adopting.ready(report, by=adopter(), now=AFTER) as mine,
        adopting.ready(report, by=adopter(), now=AFTER) as theirs,
    ):
        first = adopting.adopt(report, mine, by=adopter())
        db.session.commit()
        second = adopting.adopt(report, theirs, by=adopter())
        db.session.commit()

    assert (first, second) == (True, False)
    assert len(db.session.scalars(select(ActivityFile)).all()) == len(FileKind)


def test_a_death_between_storing_and_committing_leaves_a_draft_and_no_files() -> None:
    report = complete()
    with adopting.ready(report, by=adopter(), now=AFTER) as made:
        adopting.adopt(report, made, by=adopter())
        db.session.rollback()

    duties.clear_files(AFTER + timedelta(days=4000))

    assert not report.is_adopted
    assert list(store.folder().iterdir()) == []
    assert adopt(report)


def test_a_correction_takes_the_place_of_what_stays_to_be_read() -> None:
    report = make_adopted()
    before = contents(report)

    version = service.correct(
        report, what_changed="Er was een tweede academie.", by=author(), now=AFTER
    )
    again = service.correct(report, what_changed="Nog eens", by=adopter(), now=AFTER)
    db.session.commit()
    pending = report.is_replaced
    adopt(version, now=AFTER + timedelta(days=1))

    assert again is version
    assert (pending, report.is_replaced, version.version) == (False, True, 2)
    assert contents(report) == before
    kept = json.loads(contents(version)[FileKind.CONTENT])
    assert kept["report"]["replaces"] == report.ref
    assert kept["report"]["what_changed"] == "Er was een tweede academie."


@on_sqlite
def test_an_adopted_report_is_neither_written_in_nor_thrown_away() -> None:
    report = make_adopted()

    with pytest.raises(IllegalMoveError):
        explain(report, "Toch anders.")
    with pytest.raises(IllegalMoveError):
        service.throw_away(report)


@on_sqlite
def test_a_file_that_is_not_what_it_was_is_not_given() -> None:
    report = make_adopted()
    file = report.files[0]
    store.path_of(file.sha256).write_bytes(b"iets anders")

    with pytest.raises(frozen.LostFileError):
        frozen.finished(file)


@on_sqlite
def test_a_correction_tells_no_small_group_to_who_lays_it_beside_the_old_one() -> None:
    plan = make_plan()
    event = make_event()
    make_guest(event, people=9)
    without_target(plan, Measure.REGISTERED)
    report = make_report(plan)
    adopt(report)
    make_guest(event, people=2)

    version = service.correct(report, what_changed="Twee mensen erbij.", by=author(), now=AFTER)
    figure = draw(version, AFTER).rows[0].figure

    assert figure is NoFigure.SHIELDED
