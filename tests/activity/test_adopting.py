"""Adopted reports: made once, served for ever, never changed, and replaced by a new version."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader
from referencing import Registry, Resource
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from academie import duties
from academie.activity import adopting, canonical, frozen, service
from academie.activity.drawing import draw
from academie.activity.models import ActivityFile, ActivityReport
from academie.activity.terms import FileKind
from academie.core import store
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.core.small_groups import NoFigure
from academie.plans import service as plans
from academie.plans.forms import line_of, plan_of
from academie.plans.terms import Measure
from academie.registrations import retention as registrations
from academie.reports import data
from tests.activity.factories import (
    AFTER,
    adopt,
    adopter,
    complete,
    explain,
    make_adopted,
    make_report,
    plan_of_two,
)
from tests.checkin.factories import make_guest
from tests.factories import make_event
from tests.followups.factories import author, reviewer
from tests.plans.factories import make_plan, without_target

pytestmark = pytest.mark.usefixtures("app")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FROZEN = (
    "UPDATE activity_report SET what_changed = what_changed",
    "DELETE FROM activity_report",
    "UPDATE activity_line SET explanation = 'Anders'",
    "DELETE FROM activity_line",
    (
        "INSERT INTO activity_line (report_id, plan_line_id, part)"
        " SELECT report_id, plan_line_id, 9 FROM activity_line"
    ),
    "UPDATE activity_writer SET by_id = by_id",
    "DELETE FROM activity_writer",
    "INSERT INTO activity_writer (report_id, by_id) SELECT report_id, 9 FROM activity_line",
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
    for kind, separator in ((FileKind.ZIP, ";"), (FileKind.ZIP_COMMA, ",")):
        with ZipFile(BytesIO(found[kind])) as bundle:
            assert bundle.read("regels.csv").decode("utf-8-sig").startswith(f"Regel{separator}")
    assert "Vastgesteld op" in PdfReader(BytesIO(found[FileKind.PDF])).pages[0].extract_text()


@on_sqlite
def test_the_content_of_an_adopted_report_follows_its_schema() -> None:
    plan = plan_of_two()
    make_guest(make_event(), people=3)
    without_target(plan, Measure.REGISTERED)
    kept = json.loads(contents(make_adopted(plan))[FileKind.CONTENT])
    schema, report = (json.loads(one.SCHEMA.read_bytes()) for one in (canonical, data))
    known = Registry().with_resource(report["$id"], Resource.from_contents(report))

    validator = Draft202012Validator(schema, registry=known)

    Draft202012Validator.check_schema(schema)
    assert [error.message for error in validator.iter_errors(kept)] == []
    assert not validator.is_valid(kept | {"lines": [kept["lines"][0] | {"done": "een"}]})


def test_the_database_keeps_what_is_adopted_as_it_is() -> None:
    report = complete()
    explain(report, "De zaal was vol.", by=reviewer())
    adopt(report)

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
    line = frozen.frozen(report).line(1, team=False)
    assert line is not None
    assert line.figure == 7
    assert list(line.people.values()) == [7]


@on_sqlite
def test_a_figure_of_an_adopted_report_opens_as_many_records_as_it_says() -> None:
    report = make_adopted()

    kept = frozen.frozen(report)

    line = kept.line(1, team=False)
    assert line is not None
    assert len(line.records) == line.figure == 1
    assert kept.numbers(team=True) == {1}
    assert kept.line(2, team=True) is None


def test_of_two_who_adopt_one_wins_and_the_other_does_no_harm() -> None:
    report = complete()
    with (
        adopting.ready(draw(report, AFTER, final=True), by=adopter()) as mine,
        adopting.ready(draw(report, AFTER, final=True), by=adopter()) as theirs,
    ):
        first = adopting.adopt(report, mine, by=adopter())
        db.session.commit()
        second = adopting.adopt(report, theirs, by=adopter())
        db.session.commit()

    assert (first, second) == (True, False)
    assert len(db.session.scalars(select(ActivityFile)).all()) == len(FileKind)


def test_a_report_about_the_same_days_that_is_adopted_meanwhile_is_read_first() -> None:
    report = complete()
    plan = make_plan()
    without_target(plan, Measure.ACADEMIES)
    other = make_report(plan)

    with adopting.ready(draw(report, AFTER, final=True), by=adopter()) as made:
        adopt(other)
        with pytest.raises(adopting.ChangedMeanwhileError):
            adopting.adopt(report, made, by=adopter())

    assert adopt(report)


def test_a_death_between_storing_and_committing_leaves_a_draft_and_no_files() -> None:
    report = complete()
    with adopting.ready(draw(report, AFTER, final=True), by=adopter()) as made:
        adopting.adopt(report, made, by=adopter())
        db.session.rollback()

    duties.clear_files(AFTER + timedelta(days=4000))

    assert not report.is_adopted
    assert list(store.folder().iterdir()) == []
    assert adopt(report)


def test_a_correction_takes_the_place_of_what_stays_to_be_read() -> None:
    report = make_adopted()
    before = contents(report)

    why = "Er was een tweede academie."
    version = service.correct(report, what_changed=why, by=author(), now=AFTER)
    again = service.correct(report, what_changed=why, by=author(), now=AFTER)
    db.session.commit()
    with pytest.raises(service.VersionBegunError):
        service.correct(report, what_changed="Nog iets", by=adopter(), now=AFTER)
    pending = report.is_replaced
    adopt(version, now=AFTER + timedelta(days=1))

    assert again is version
    assert (pending, report.is_replaced, version.version) == (False, True, 2)
    assert contents(report) == before
    kept = json.loads(contents(version)[FileKind.CONTENT])
    assert kept["report"]["replaces"] == report.ref
    assert kept["report"]["what_changed"] == why


@on_sqlite
def test_a_larger_change_of_the_plan_later_leaves_what_is_adopted() -> None:
    report = make_adopted()
    plan, before = report.plan, frozen.frozen(report).document
    first, second = plan.lines

    plans.change(plan, now=AFTER, **plan_of(plan) | {"title": "Anders", "funder": "Een ander"})
    plans.change_line(first, now=AFTER, **line_of(first) | {"activity": "Iets anders"})
    plans.move_line(second, up=True, now=AFTER)
    added = without_target(plan, Measure.LESSONS)
    db.session.commit()

    assert frozen.frozen(report).document == before
    with pytest.raises(frozen.ReportedLineError):
        frozen.require_unreported(first)
    frozen.require_unreported(added)
    plans.remove_line(added, now=AFTER)
    db.session.commit()


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
