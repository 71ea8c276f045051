"""What is personal has a rule that says how long we keep it; a new column must be placed here."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import Boolean, Date, Enum, Integer, func, select

from academie import duties as house
from academie.accounts import retention as accounts
from academie.accounts.models import SignInFailure
from academie.accounts.retention import TRIES
from academie.checkin import retention as checkin
from academie.checkin.models import CheckIn, DoorDevice, DoorLink, Scan
from academie.checkin.terms import ScanMethod
from academie.checkpoints import retention as checkpoints
from academie.commitments import retention as commitments
from academie.config import current_settings
from academie.core.db import UtcDateTime, db
from academie.evaluations import retention as evaluations
from academie.events import retention as events
from academie.followups import confirmation_retention as confirmations
from academie.followups import retention as followups
from academie.jobs import retention as jobs
from academie.needs import retention as needs
from academie.outbox import retention as outbox
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.service import enqueue
from academie.outbox.transports import open_transport
from academie.planning import retention as planning
from academie.privacy import retention as privacy
from academie.programme import retention as programme
from academie.questions import retention as questions
from academie.registrations import retention as registrations
from academie.registrations.models import RegistrationStatus
from academie.requests import retention as requests
from academie.series import retention as series
from tests.checkin.factories import make_door, make_guest, paired, take, ticket
from tests.factories import NOW, make_event
from tests.registrations.factories import make_group

WORDLESS = (Boolean, Date, Enum, Integer, UtcDateTime)
ROOMS = (
    *(accounts, checkin, confirmations, evaluations, events, followups, needs, outbox),
    *(accounts, checkin, commitments, evaluations, events, needs, outbox),
    *(accounts, checkin, checkpoints, commitments, evaluations, events, needs, outbox),
    *(accounts, checkin, evaluations, events, followups, needs, outbox),
    *(jobs, planning, privacy, programme, questions, registrations, requests, series),
)
ABOUT_NOBODY = {
    "academy_request": {
        *("ref", "organisation", "place", "wish", "partners", "audience", "decision"),
        *("meeting_money_proof", "campaign_money_proof"),
    },
    "alliance_phase": {"note"},
    "assisted_visit": {"ref", "key"},
    "breakout_group": {"ref", "title", "problems", "what_works", "agreements"},
    "challenge": {"slug", "name", "goal"},
    "challenge_alias": {"name"},
    "municipality": {"code", "name"},
    "municipality_name": {"key", "code"},
    "breach": {"ref"},
    "confirmation": {"ref", "role", "party", "independence", "remark", "wording", "bound"},
    "confirmation_resolution": {"text"},
    "commitment": {"ref", "uuid", "text"},
    "commitment_party": {"ref", "name"},
    "contributor": {"ref"},
    "criterion_evidence": {"ref", "title", "link"},
    "data_request": {"ref"},
    "contact": {"ref", "role"},
    "door_link": {"ref"},
    "evaluation_answer": {"ref"},
    "evaluation_response": {"nonce"},
    "evaluation_text": {"ref"},
    "event": {
        *("ref", "slug", "title", "theme", "summary", "description", "venue", "address", "place"),
        *("access_notes", "travel", "join_link", "organisation", "reply_address", "phone"),
        *("cancel_reason", "wish", "gate_override"),
        *("meeting_money_proof", "campaign_money_proof"),
    },
    "event_edit": {"changes"},
    "event_ingredient": {"ref", "note", "sentence"},
    "event_municipality": {"name"},
    "event_partner": {"name"},
    "event_plan": {"emergency"},
    "event_version": {"facts"},
    "checkpoint": {"ref", "child_view", "remark", "told"},
    "late_answer": {"child_view", "remark", "told"},
    "evidence": {
        *("ref", "title", "link", "sha256", "received_sha256", "location", "quote"),
        "removal_reason",
    },
    "form_choice": {"fields"},
    "format": {"ref", "note"},
    "format_ingredient": {"key", "title", "details", "sentence"},
    "head_count": {"source"},
    "job": {"ref", "kind", "step", "claim", "mimetype"},
    "joiner": {"ref", "consent_version"},
    "helper_link": {"ref", "organisation"},
    "lesson": {"ref", "text", "transferable_to", "search_key"},
    "letter": {"ref", "subject", "text"},
    "letter_copy": {"ref"},
    "local_alliance": {"ref", "place", "place_key", "initiator"},
    "material": {"ref", "title", "link"},
    "observation": {"text", "by_party"},
    "outbox_message": {"ref", "kind", "last_error"},
    "outcome": {
        *("ref", "title", "what_changed", "child_view", "significance", "contribution"),
        *("without_us", "other_factors", "transferable", "reach_unit"),
        *("review_note", "withdraw_reason"),
    },
    "organisation": {"ref", "name", "name_key", "place"},
    "outcome_actor": {"name"},
    "outcome_move": {"note"},
    "typed_form": {"ref"},
    "outcome_contributor": {"name"},
    "outcome_link": {"ref", "explanation", "withdraw_reason"},
    "outcome_place": {"name"},
    "own_question": {"ref", "text", "options", "reason"},
    "partner_upload": {"ref", "content"},
    "pledge": {"ref", "text"},
    "pledge_talk": {"agreed"},
    "registration": {"ref", "code", "privacy_version"},
    "grant_plan": {"ref", "title", "grant_name", "funder", "grant_number", "source", "note"},
    "grant_plan_line": {"ref", "activity", "goal", "planned_text", "source"},
    "activity_report": {"ref", "what_changed"},
    "activity_line": {"explanation", "source"},
    "activity_file": {"name", "sha256"},
    "role": {"name"},
    "scan": {"uuid", "undoes"},
    "door_device": {"ref"},
    "session_item": {"ref", "title", "text", "room", "link"},
    "seat_offer": {"ref"},
    "sector": {"slug", "name"},
    "series": {"ref", "slug", "title", "summary"},
    "series_invitation": {"ref"},
    "series_member": {"ref"},
    "check_in": {"scan_uuid"},
    "task": {"ref", "title"},
    "user_account": {"ref"},
    "used_form": {"digest", "led_to"},
}
"""Words of the house: about meetings, organisations and what came of them, never about a guest."""


def words_we_keep() -> set[str]:
    """Name every column that can hold words."""
    return {
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in table.columns
        if not isinstance(column.type, WORDLESS)
    }


def every_column() -> set[str]:
    """Name every column there is."""
    tables = db.metadata.tables.values()
    return {f"{table.name}.{column.name}" for table in tables for column in table.columns}


def test_every_column_with_words_has_a_rule_or_is_about_nobody(app: Flask) -> None:  # noqa: ARG001
    ruled = {column for room in ROOMS for rule in room.RULES for column in rule.columns}
    about_nobody = {f"{table}.{name}" for table, names in ABOUT_NOBODY.items() for name in names}

    assert words_we_keep() <= ruled | about_nobody <= every_column()


def test_the_worker_keeps_every_rule() -> None:
    duties = {duty.__module__ for duty in house.HOURLY}

    assert {room.__name__ for room in ROOMS} <= duties


@pytest.mark.parametrize(("days", "known"), [(13, True), (15, False)])
def test_who_stood_at_the_door_is_forgotten_after_two_weeks(
    app: Flask,  # noqa: ARG001
    days: int,
    known: bool,
) -> None:
    door = make_door(make_event())
    waiting = make_guest(door.event, status=RegistrationStatus.WAITLISTED)
    phone = paired(door)
    take(phone, method=ScanMethod.WALK_IN, name="Bram")
    take(phone, token=ticket(waiting), admit="Buurvrouw van Joke")

    checkin.erase_due(door.event.ends_at + timedelta(days=days))
    db.session.commit()

    columns = (DoorLink.name, DoorDevice.volunteer, CheckIn.name, Scan.reason)
    kept = [db.session.scalar(select(func.max(column))) is not None for column in columns]
    assert kept == [known] * 4


@pytest.mark.parametrize(("weeks", "known"), [(11, True), (13, False)])
def test_who_led_a_group_is_forgotten_after_twelve_weeks(
    app: Flask,  # noqa: ARG001
    weeks: int,
    known: bool,
) -> None:
    group = make_group(make_event(), facilitator="Anna")

    events.erase_due(group.event.ends_at + timedelta(weeks=weeks))
    db.session.commit()

    assert (group.facilitator is not None) is known


def left(table: type[SignInFailure | OutboxMessage], duty: Callable[[datetime], None]) -> int:
    """Count what is left after 31 days."""
    duty(NOW + timedelta(days=31))
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_failed_try_to_sign_in_is_forgotten_after_thirty_days(app: Flask) -> None:  # noqa: ARG001
    db.session.add(SignInFailure(address_hash="x", failed_at=NOW))
    db.session.commit()

    assert left(SignInFailure, accounts.forget_old) == 0
    assert TRIES.kept == timedelta(days=30)


@pytest.mark.parametrize(("status", "count"), [("failed", 0), ("dropped", 0), ("waiting", 1)])
def test_only_mail_that_is_done_with_is_forgotten(
    app: Flask,  # noqa: ARG001
    status: str,
    count: int,
) -> None:
    enqueue("registrations.confirmed", "0123456789abcdef", NOW)
    db.session.scalars(select(OutboxMessage)).one().status = MessageStatus(status)
    db.session.commit()

    assert left(OutboxMessage, outbox.forget_old) == count


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_mail_that_was_written_to_a_file_is_deleted_after_thirty_days(
    app: Flask,  # noqa: ARG001
    days: int,
    left: int,
) -> None:
    mail = EmailMessage()
    open_transport(current_settings()).send(mail, "registrations.confirmed-1")
    folder = current_settings().data_dir / "mail"
    made = datetime.fromtimestamp(next(folder.iterdir()).stat().st_mtime, UTC)

    outbox.clear_folder(made + timedelta(days=days))

    assert len(list(folder.iterdir())) == left


def test_without_a_folder_of_mail_there_is_nothing_to_delete(app: Flask) -> None:  # noqa: ARG001
    outbox.clear_folder(NOW)
