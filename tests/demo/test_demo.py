"""The demo: what a stranger finds after `make run`."""

import shutil
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from academie.activity import queries as activity
from academie.activity.frozen import frozen
from academie.app import create_app
from academie.checkin import queries as doors
from academie.checkin.models import Scan
from academie.checkin.queries import arrivals
from academie.checkin.terms import ScanMethod
from academie.checkpoints import queries as checkpoints
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import CheckpointResult, Stage
from academie.commitments import queries as commitments
from academie.commitments.terms import CommitmentSource, CommitmentStatus
from academie.config import current_settings
from academie.core import clock
from academie.core.db import db
from academie.demo.service import load_demo, sign_in_file
from academie.evaluations import figures
from academie.evaluations import queries as evaluations
from academie.evaluations.terms import TextState
from academie.events.models import Event, Series
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, Audience, EventKind, EventMode, EventStatus
from academie.followups import queries as outcomes
from academie.followups.outcome_links import OutcomeLink
from academie.letters.queries import rounds_due
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.partners import queries as partners
from academie.planning.checklist import checklist
from academie.planning.overview import overview
from academie.registrations.models import (
    OfferOutcome,
    Registration,
    RegistrationStatus,
    SeatClaim,
    SeatOffer,
)
from academie.requests import board
from academie.requests import queries as requests
from academie.series.models import Answer, SeriesInvitation
from academie.series.queries import members
from tests.conftest import test_settings


@pytest.fixture(scope="module")
def lines(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sequence[str]]:
    """Load the demo once for all tests, which only read; give what it told."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(sqlite_template, folder / "demo.sqlite3")
    settings = test_settings(f"sqlite:///{folder / 'demo.sqlite3'}", folder)
    with create_app(settings, TESTING=True).app_context():
        yield load_demo(if_empty=True)
        db.session.remove()
        db.engine.dispose()


pytestmark = pytest.mark.usefixtures("lines")


def _count(*conditions: object) -> int:
    return db.session.scalar(select(func.count()).select_from(Event).where(*conditions)) or 0  # type: ignore[arg-type]


def test_the_demo_has_one_coming_meeting_of_every_sort() -> None:
    coming = Event.status == EventStatus.PUBLISHED, Event.starts_at > clock.now()
    for mode in EventMode:
        assert _count(*coming, Event.mode == mode) >= 1, mode
    assert _count(*coming, Event.kind == EventKind.KENNISKRING) == 1
    assert _count(Event.status == EventStatus.CLOSED, Event.title == "Publieksacademie Emmen") == 1


def test_one_meeting_of_the_demo_is_full_with_a_waiting_list() -> None:
    waiting = db.session.scalars(
        select(Registration).where(
            Registration.status == RegistrationStatus.WAITLISTED,
            Registration.mode == AttendanceMode.ONSITE,
        )
    ).all()
    assert waiting
    assert {guest.event.title for guest in waiting} == {
        "Publieksacademie Oost-Groningen",
        "Publieksacademie Zeeuws-Vlaanderen",
    }
    assert all(pool.taken == pool.capacity for pool in waiting[0].event.pools)


def test_the_full_meeting_of_the_demo_has_an_open_offer_and_one_that_expired() -> None:
    outcomes = db.session.scalars(select(SeatOffer.outcome)).all()

    assert None in outcomes
    assert OfferOutcome.EXPIRED in outcomes


def test_a_meeting_of_the_demo_keeps_places_for_residents() -> None:
    kept = db.session.scalars(select(SeatPool).where(SeatPool.audience.is_not(None))).one()

    assert (kept.audience, kept.capacity) == (Audience.RESIDENT, 8)


def test_one_meeting_of_the_demo_has_groups_of_which_some_are_full() -> None:
    event = db.session.scalars(
        select(Event).where(Event.groups.any(), Event.status == EventStatus.PUBLISHED)
    ).one()
    left = [group.pool.left for group in event.groups]
    assert 0 in left
    assert None in left
    assert all(group.pool.taken for group in event.groups)


def test_the_demo_shows_commitments_of_every_sort() -> None:
    event = db.session.scalars(select(Event).where(Event.title == "Publieksacademie Emmen")).one()
    found = commitments.of_event(event)
    assert {one.status for one in found} == set(CommitmentStatus)
    assert {one.source for one in found} == {CommitmentSource.ROOM, CommitmentSource.NOTES}
    assert any(one.is_disowned for one in found)
    assert 0 < len(commitments.public_of(event)) < len(found)


def test_meetings_of_the_past_keep_real_dates_and_name_nobody() -> None:
    friesland = db.session.scalars(
        select(Event).where(Event.title == "Publieksacademie Friesland")
    ).one()
    guests = select(func.count()).where(Registration.event_id == friesland.id)
    assert clock.to_local(friesland.starts_at).date().isoformat() == "2020-09-15"
    assert db.session.scalar(guests) == 0


def test_nothing_of_the_demo_is_mailed() -> None:
    waiting = db.session.scalars(
        select(OutboxMessage).filter_by(status=MessageStatus.WAITING)
    ).one()
    assert waiting.kind == "letters.day"
    assert waiting.due_at > clock.now()
    assert not any(rounds_due(clock.now()))


def test_people_took_part_online_at_the_demos_last_meeting() -> None:
    event = db.session.scalars(select(Event).filter_by(title="Publieksacademie Emmen")).one()

    found = arrivals(event.id)

    for mode in AttendanceMode:
        assert 0 < found[mode].people_in < found[mode].expected, mode


def test_the_doors_of_the_demo_had_an_evening_with_all_that_happens_at_a_door() -> None:
    emmen = db.session.scalars(select(Event).filter_by(title="Publieksacademie Emmen")).one()
    scans = db.session.scalars(select(Scan).filter_by(event_id=emmen.id)).all()

    assert {scan.method for scan in scans} == {ScanMethod.QR, ScanMethod.UNDO, ScanMethod.WALK_IN}
    assert sum(scan.conflict for scan in scans) == 1
    assert doors.walk_ins(emmen.id) == 3


def test_a_mail_of_the_demo_that_was_refused_marks_its_address() -> None:
    bounced = db.session.scalars(
        select(Registration).where(Registration.bounced_at.is_not(None))
    ).all()

    assert "Publieksacademie Leeuwarden" in {guest.event.title for guest in bounced}


def test_the_demo_has_the_eight_outcomes_of_the_sources_and_invented_ones_of_each_strength() -> (
    None
):
    rows = outcomes.public_rows(most=99)

    assert {row.outcome.state.value for row in rows} == {"adopted"}
    assert [row.strength.value for row in rows] == [
        *("fair", "weak", "disputed", "strong"),
        *["weak"] * 8,
    ]
    invented = db.session.scalars(select(OutcomeLink).where(OutcomeLink.kind == "leads_to")).one()
    assert invented.target.title == "Ook brieven over energie in makkelijke taal"


def test_invented_contacts_answered_and_one_waits_for_a_telephone_call() -> None:
    meppel = db.session.scalars(select(Event).filter_by(title="Lokale bijeenkomst Meppel")).one()
    emmen = db.session.scalars(select(Event).filter_by(title="Publieksacademie Emmen")).one()
    academy = db.session.scalars(select(Event).filter_by(title="Publieksacademie Hoogeveen")).one()
    asked = set(db.session.scalars(select(Checkpoint.event_id)))

    stages = [checkpoints.stage(each) for each in checkpoints.of_event(meppel)]

    assert stages == [Stage.ANSWERED, Stage.OVERDUE, Stage.AHEAD, Stage.AHEAD]
    assert {checkpoints.stage(each) for each in checkpoints.of_event(emmen)} == {Stage.AHEAD}
    assert asked == {meppel.id, emmen.id, academy.id}
    answered = [each.result for each in checkpoints.of_event(academy)]
    assert answered == [CheckpointResult.TOO_EARLY, CheckpointResult.CHANGE, None, None]


def test_loading_the_demo_twice_changes_nothing() -> None:
    load_demo(if_empty=True)
    before = db.session.scalar(select(func.count()).select_from(SeatClaim))

    assert load_demo(if_empty=True) == ()
    assert db.session.scalar(select(func.count()).select_from(SeatClaim)) == before


def test_the_demo_tells_where_guests_in_every_state_see_it(lines: Sequence[str]) -> None:
    visitor = create_app(current_settings(), TESTING=True).test_client()
    pages = [line.partition("http://127.0.0.1:8000")[2] for line in lines if "http" in line]

    titles = [
        BeautifulSoup(visitor.get(page).data, "lxml").select("h1")[0].get_text() for page in pages
    ]

    assert titles == [
        "Je bent aangemeld",
        "Je bent aangemeld",
        "Je staat op de wachtlijst",
        "Er is een plek voor je",
        "Je staat op de wachtlijst",
        "Je bent aangemeld",
        "Je bent afgemeld",
        "Deze link werkt niet",
        "Je bent op tijd",
        "Wat vond je ervan?",
        "Ben je je mail kwijt?",
        "Hoe gaat het na Lokale bijeenkomst Meppel?",
    ]


def test_the_demos_password_is_for_the_owner_of_the_machine_alone(lines: Sequence[str]) -> None:
    kept = sign_in_file(current_settings())

    assert kept.read_text(encoding="utf-8").splitlines() == list(lines)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_demo_has_partners_and_a_series_with_a_list() -> None:
    counts = partners.counts()
    series = db.session.scalars(select(Series)).one()
    answers = db.session.scalars(select(SeriesInvitation.answer)).all()

    assert (counts.core, counts.partners > 15, len(partners.likely_doubles())) == (3, True, 1)
    assert _count(Event.series_id == series.id) == 4
    assert {member.email.split("@")[1] for member in members(series) if member.email} == {
        "example.nl"
    }
    assert (answers.count(Answer.COMING), answers.count(Answer.NOT_COMING)) == (4, 1)
    assert _count(Event.listed.is_(False)) == 1


def test_the_demo_has_a_plan_with_late_tasks_an_adaptation_and_an_omission() -> None:
    event = db.session.scalars(
        select(Event).where(Event.title == "Publieksacademie Leeuwarden")
    ).one()

    found, plan = checklist(event, clock.now()), overview(event)

    assert found.todo[0].days_late > 0
    assert len(found.done) > len(found.todo) / 2
    assert sum(part.adapted for part in plan.parts) >= 1
    assert sum(part.left_out for part in plan.parts) >= 1
    assert plan.news is not None


def test_the_demo_has_answers_to_read_and_people_who_want_to_go_on() -> None:
    event = db.session.scalars(select(Event).where(Event.title == "Publieksacademie Emmen")).one()
    found = figures.result(event)
    states = [text.state for text in evaluations.texts(event)]

    assert (found.responses, len(found.tables)) == (42, 3)
    assert found.share is not None
    assert [states.count(state) for state in TextState] == [1, 10, 1]
    assert evaluations.quotes(event, 5)


def test_every_column_of_the_board_has_a_request_of_the_demo() -> None:
    found = board.columns(requests.on_board(), clock.now())

    assert [len(column.cards) for column in found] == [3, 2, 3, 1]
    assert [card.late for card in found[1].cards] == [None, "Wacht 8 weken op antwoord"]
    assert requests.median_days_to_date() == 47


def test_the_demo_has_an_adopted_account_of_its_plan_beside_a_draft() -> None:
    final, draft = activity.every_report(drafts=True)

    kept = frozen(final)

    assert (final.is_adopted, draft.is_adopted) == (True, False)
    assert final.adopted_by not in final.writers
    assert "Niet vermeld in de bron" in dict(kept.document.facts).values()
    by_name = {row[1]: row[3] for row in kept.document.tables[0].rows}
    assert by_name["Publieksacademies"] == "Geen doel in de bron"
