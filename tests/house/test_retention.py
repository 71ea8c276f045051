"""What is personal has a rule that says how long we keep it; a new column must be placed here."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Boolean, Date, Enum, Integer, func, select

from academie import app as house
from academie.accounts import retention as accounts
from academie.accounts.models import SignInFailure
from academie.accounts.retention import TRIES
from academie.checkin import retention as checkin
from academie.core.db import UtcDateTime, db
from academie.outbox import retention as outbox
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.service import enqueue
from academie.registrations import retention as registrations
from tests.checkin.factories import make_door
from tests.factories import NOW, make_event

WORDLESS = (Boolean, Date, Enum, Integer, UtcDateTime)
ROOMS = (accounts, checkin, outbox, registrations)
STAFF = {
    f"user_account.{name}"
    for name in (
        "email",
        "name",
        "password",
        "fs_uniquifier",
        "tf_primary_method",
        "tf_totp_secret",
        "mf_recovery_codes",
    )
}
"""Kept as long as the account: who acted must stay known to colleagues."""
ABOUT_NOBODY = {
    "access_log": {"subject", "purpose"},
    "challenge": {"slug", "name", "goal"},
    "challenge_alias": {"name"},
    "door_link": {"ref"},
    "event": {
        *("ref", "slug", "title", "theme", "summary", "description", "venue", "address", "place"),
        *("access_notes", "travel", "join_link", "organisation", "reply_address", "phone"),
        "cancel_reason",
    },
    "event_municipality": {"name"},
    "event_version": {"facts"},
    "evidence": {"ref", "title", "link", "sha256", "location", "quote"},
    "head_count": {"source"},
    "observation": {"text", "by_party"},
    "outbox_message": {"ref", "kind", "last_error"},
    "outcome": {
        *("ref", "title", "what_changed", "child_view", "significance", "contribution"),
        *("without_us", "other_factors", "transferable", "reach_unit"),
        *("review_note", "withdraw_reason"),
    },
    "outcome_actor": {"name"},
    "outcome_contributor": {"name"},
    "outcome_link": {"explanation"},
    "outcome_place": {"name"},
    "registration": {"ref", "code", "privacy_version"},
    "role": {"name"},
    "scan": {"uuid"},
    "check_in": {"scan_uuid"},
    "user_account": {"ref"},
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


def test_every_column_with_words_has_a_rule_or_is_about_nobody(app: Flask) -> None:  # noqa: ARG001
    ruled = {column for room in ROOMS for rule in room.RULES for column in rule.columns}
    about_nobody = {f"{table}.{name}" for table, names in ABOUT_NOBODY.items() for name in names}

    assert words_we_keep() == ruled | STAFF | about_nobody


def test_the_worker_keeps_every_rule() -> None:
    duties = {duty.__module__ for duty in house.DUTIES}

    assert {room.__name__ for room in ROOMS} <= duties


@pytest.mark.parametrize(("days", "known"), [(13, True), (15, False)])
def test_who_stood_at_the_door_is_forgotten_after_two_weeks(
    app: Flask,  # noqa: ARG001
    days: int,
    known: bool,
) -> None:
    door = make_door(make_event())

    checkin.erase_due(door.event.ends_at + timedelta(days=days))
    db.session.commit()

    assert (door.name is not None) is known


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
