"""Reminding and thanking guests, found by state and time: a worker that was down catches up."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.letters import queries
from academie.letters.models import ReminderKind, ReminderRound
from academie.letters.queries import Recipient
from academie.outbox.service import enqueue_many
from academie.planning import mails
from academie.planning.terms import Letter

AT_ONCE = 200
EACH = 50
"""A large meeting goes in parts, so that the guests of others need not wait for all of it."""

LETTERS = {
    ReminderKind.WEEK: Letter.REMINDER_WEEK,
    ReminderKind.DAY: Letter.REMINDER_DAY,
    ReminderKind.THANKS: Letter.THANKS,
}
"""Which mail of a meeting's format each is; a meeting may leave it out."""

JUST_TOLD = {ReminderKind.WEEK: timedelta(days=2), ReminderKind.DAY: timedelta(hours=12)}
"""Who heard of a meeting, or of its date, so shortly before needs no reminder."""


def remind_due(now: datetime) -> None:
    """Put reminders and thanks that are due into the outbox, some at a time; a duty of the worker.

    How far a meeting has come is written down with the mail, in one transaction: after a crash the
    next guest is the first who had none.
    """
    left = AT_ONCE
    for event, kind in queries.rounds_due(now):
        left -= _go_on(event, kind, now, min(left, EACH))
        if left <= 0:
            return


def _go_on(event: Event, kind: ReminderKind, now: datetime, most: int) -> int:
    """Tell the next guests of a meeting; return how many."""
    found = queries.take_round(event, kind)
    if found is None:
        return 0
    wanted = LETTERS[kind] in mails.wanted(event)
    guests = _next_guests(event, found, most) if wanted else ()
    enqueue_many(f"letters.{kind.value}", [guest.ref for guest in guests], now)
    if guests:
        found.reached = guests[-1].id
    if len(guests) < most:
        found.finished_at = now
    return len(guests)


def _next_guests(event: Event, found: ReminderRound, most: int) -> Sequence[Recipient]:
    if found.kind is ReminderKind.THANKS:
        return queries.to_thank(found, most=most)
    told_by = queries.due_at(event, found.kind) - JUST_TOLD[found.kind]
    if _dated_at(event) > told_by:
        return ()
    return queries.to_remind(found, seated_by=told_by, most=most)


def will_remind(event: Event, now: datetime) -> bool:
    """Tell whether somebody who gets a seat now is reminded on the day before."""
    in_time = now <= queries.due_at(event, ReminderKind.DAY) - JUST_TOLD[ReminderKind.DAY]
    return in_time and Letter.REMINDER_DAY in mails.wanted(event)


def _dated_at(event: Event) -> datetime:
    """Tell when guests could first read of the date that a meeting has now."""
    dated_at = event.changed_at
    for version in reversed(event.versions):
        starts_at = datetime.fromisoformat(version.facts["starts_at"])
        published = version.facts["status"] == EventStatus.PUBLISHED
        if not published or starts_at != event.starts_at:
            break
        dated_at = version.made_at
    return dated_at
