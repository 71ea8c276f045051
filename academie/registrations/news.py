"""What changed for one guest since they were last told, old and new side by side."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from academie.core import clock, formats
from academie.events import ical
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.questions import queries as questions
from academie.questions.service import erase_day, erase_day_after


class Change(NamedTuple):
    """One fact before and now, in words."""

    label: str
    old: str
    new: str


def changes(
    event: Event, *, since: int, was: AttendanceMode, mode: AttendanceMode
) -> Sequence[Change]:
    """List what a guest must hear of; nothing when it does not concern them.

    Args:
        since: the meeting's sequence that the guest last heard of.
        was: how the guest took part then.
        mode: how the guest takes part now.
    """
    version = event_queries.version(event, since)
    if version is None:
        return ()
    found = _compare(event, version.facts, was, mode)
    return [change for change in found if change.old != change.new]


def erase_days(event: Event, *, since: int, guest_id: int) -> Iterator[Change]:
    """Tell when a guest's answers go, of which questions that day moved along with the meeting.

    Args:
        since: as for `changes`.
        guest_id: number of the registration.
    """
    version = event_queries.version(event, since)
    if version is None:
        return
    ended_on = clock.to_local(datetime.fromisoformat(version.facts["ends_at"])).date()
    for question, _choice in questions.of_guest(guest_id):
        old, new = erase_day_after(question, ended_on), erase_day(question, event)
        if old != new:
            label = _("Wanneer we je antwoord wissen op: %(question)s", question=question.text)
            yield Change(label, formats.day_long(old), formats.day_long(new))


def was_put_off(event: Event) -> bool:
    """Tell whether a meeting that is called off had been put off, so that its day meant nothing."""
    before = event_queries.version(event, event.sequence - 1)
    return before is not None and before.facts["status"] == EventStatus.POSTPONED


def _compare(
    event: Event, old: dict[str, Any], was: AttendanceMode, mode: AttendanceMode
) -> Iterator[Change]:
    yield Change(_("Naam"), old["title"], event.title)
    yield Change(_("Wanneer"), _old_time(old), formats.when(event.starts_at, event.ends_at))
    old_place = _("Online") if was is AttendanceMode.ONLINE else _old_place(old)
    yield Change(_("Waar"), old_place, ical.location(event, mode))


def _old_time(old: dict[str, Any]) -> str:
    """Name the old date, also of a meeting put off: not every guest heard of that in time."""
    start, end = (datetime.fromisoformat(old[name]) for name in ("starts_at", "ends_at"))
    when = formats.when(start, end)
    put_off = old["status"] == EventStatus.POSTPONED
    return _("%(when)s (uitgesteld)", when=when) if put_off else when


def _old_place(old: dict[str, Any]) -> str:
    return ", ".join(old[name] for name in ("venue", "address", "place") if old[name])
