"""The road to a meeting: the wish, that it was granted, announced and perhaps moved."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise

from flask_babel import gettext as _
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.core.formats import day_long
from academie.events.models import Event, EventVersion
from academie.events.terms import EventStatus
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus
from academie.stories.story import Milestone

_MOST_DRAWN = 4


def road_to(event: Event, *, for_staff: bool) -> Sequence[Milestone]:
    """List what came before a meeting, in order; what was entered afterwards did not.

    Args:
        for_staff: with the words of the wish, which are not for everybody.
    """
    before = [
        *_wish(event, for_staff=for_staff),
        *_announcing(event),
        *(_change(old, new) for old, new in pairwise(event.versions)),
    ]
    known = [each for each in before if each is not None and _is_before(each, event)]
    return sorted(known, key=lambda each: each.day or date.min)


def drawn(road: Sequence[Milestone]) -> Sequence[Milestone]:
    """Choose what has room in a picture: how it began, and the last steps."""
    if len(road) <= _MOST_DRAWN:
        return road
    return [road[0], *road[1 - _MOST_DRAWN :]]


def _wish(event: Event, *, for_staff: bool) -> Iterator[Milestone]:
    """Tell of the request; a wish that staff wrote down themselves has no date."""
    asked = db.session.scalar(
        select(AcademyRequest).where(
            AcademyRequest.event_id == event.id, AcademyRequest.status == RequestStatus.ACCEPTED
        )
    )
    words = (asked.wish if asked else event.wish) if for_staff else None
    if asked and asked.sent_at:
        yield Milestone(day=_day(asked.sent_at), title=_("Wens"), words=_asked(event, words))
    elif words:
        yield Milestone(day=None, title=_("Wens"), words=_asked(event, words))
    if asked and asked.ended_at:
        granted = _("De aanvraag is aangenomen.")
        yield Milestone(day=_day(asked.ended_at), title=_("Aangenomen"), words=granted)


def _asked(event: Event, words: str | None) -> str:
    towns = ", ".join(town.name for town in event.municipalities) or event.place
    start = _("Wens uit %(place)s", place=towns) if towns else _("Wens")
    return f"{start}: {words}" if words else f"{start}."


def _announcing(event: Event) -> Iterator[Milestone]:
    if event.published_at:
        announced = _("De bijeenkomst is bekendgemaakt.")
        yield Milestone(day=_day(event.published_at), title=_("Bekendgemaakt"), words=announced)
    opens_at = event.registration_opens_at
    if opens_at:
        open_now = _("Aanmelden kan.")
        yield Milestone(day=_day(opens_at), title=_("Aanmelden kan"), words=open_now)


def _change(old: EventVersion, new: EventVersion) -> Milestone | None:
    """Tell that a meeting got another day, or none for now."""
    day = _day(new.made_at)
    if new.facts["status"] == EventStatus.POSTPONED:
        later = _("Uitgesteld: er kwam later een nieuwe datum.")
        return Milestone(day=day, title=_("Uitgesteld"), words=later)
    was, becomes = _held_on(old), _held_on(new)
    if was == becomes or new.facts["status"] != EventStatus.PUBLISHED:
        return None
    moved = _("Verplaatst van %(old)s naar %(new)s.", old=day_long(was), new=day_long(becomes))
    return Milestone(day=day, title=_("Verplaatst"), words=moved)


def _held_on(version: EventVersion) -> date:
    return _day(datetime.fromisoformat(version.facts["starts_at"]))


def _is_before(milestone: Milestone, event: Event) -> bool:
    return milestone.day is None or milestone.day <= _day(event.starts_at)


def _day(moment: datetime) -> date:
    return clock.to_local(moment).date()
