"""When something about a question is due: days in Amsterdam, at nine o'clock."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import MONTHS
from academie.core.clock import from_local, to_local
from academie.events.models import Event
from academie.events.terms import EventStatus

NINE = time(9)
LINK_KEPT = timedelta(days=60)
COLLECT_WITHIN = timedelta(days=14)
FIRST_REMINDER, SECOND_REMINDER = timedelta(days=7), timedelta(days=21)
PAUSE = timedelta(days=7)
"""Between one mail and the next, and between the last one and a person's task."""


def today(now: datetime) -> date:
    """Give the day in Amsterdam."""
    return to_local(now).date()


def months_after(moment: datetime, months: int) -> date:
    """Give the same day so many months later, or the last one of a shorter month."""
    day = today(moment)
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_due(day: date, now: datetime) -> bool:
    """Tell whether it is nine o'clock on a day, or later."""
    return from_local(day, NINE) <= now


def last_due_day(now: datetime) -> date:
    """Give the last day of which nine o'clock has come."""
    day = today(now)
    return day if is_due(day, now) else day - timedelta(days=1)


def has_passed(since: datetime, pause: timedelta, now: datetime) -> bool:
    """Tell whether so many days later it is nine o'clock, or later."""
    return is_due(today(since) + pause, now)


def can_be_asked(event: Event, now: datetime) -> bool:
    """Tell whether a meeting goes on or went on, and the day of its last question is ahead."""
    is_off = event.status in {EventStatus.POSTPONED, EventStatus.CANCELLED}
    return not is_off and not is_due(months_after(event.ends_at, MONTHS[-1]), now)


def link_ends_at(checkpoint: Checkpoint) -> datetime | None:
    """Tell until when the link of a question works; None when nobody was asked yet."""
    mailed_at = checkpoint.last_sent_at or checkpoint.queued_at
    return mailed_at + LINK_KEPT if mailed_at else None
