"""The story of a meeting from published to last observation, for a picture and a list alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from academie.checkin.queries import attendance
from academie.core import clock
from academie.events.models import Event
from academie.followups import queries
from academie.followups.labels import with_words
from academie.followups.queries import OutcomeRow
from academie.followups.story import WIDE, Mark, Milestone, Story, lay_out, tall
from academie.followups.terms import EventLink


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """An outcome in the story.

    Attributes:
        number: its place in the list, and its number in the picture.
        outside: whether no link to the meeting is shown, so that it stands outside the light.
    """

    number: int
    row: OutcomeRow
    link: EventLink
    outside: bool


@dataclass(frozen=True, kw_only=True)
class Chronicle:
    """What both the pictures and the list tell, in the same order.

    Attributes:
        people: how many came; None when nobody counted.
        wide: None until the meeting is over, as `tall`: there is no light yet.
    """

    event: Event
    held_on: date
    today: date
    milestones: Sequence[Milestone]
    people: int | None
    chapters: Sequence[Chapter]
    wide: Story | None
    tall: Story | None


def chronicle(event: Event, rows: Sequence[OutcomeRow], now: datetime) -> Chronicle:
    """Tell the story of a meeting.

    Args:
        rows: its outcomes, in order.
    """
    held_on, today = clock.to_local(event.ends_at).date(), clock.to_local(now).date()
    chapters = [_chapter(number, row, event) for number, row in enumerate(rows, start=1)]
    marks = [_mark(chapter) for chapter in chapters]
    milestones = _milestones(event)
    lit = held_on < today
    return Chronicle(
        event=event,
        held_on=held_on,
        today=today,
        milestones=milestones,
        people=attendance([event.id])[event.id].people or None,
        chapters=chapters,
        wide=with_words(lay_out(WIDE, marks, held_on=held_on, today=today)) if lit else None,
        tall=lay_out(tall(len(milestones)), marks, held_on=held_on, today=today) if lit else None,
    )


def _chapter(number: int, row: OutcomeRow, event: Event) -> Chapter:
    link = queries.link_to(row.outcome, event)
    return Chapter(number=number, row=row, link=link, outside=link is EventLink.NOT_SHOWN)


def _mark(chapter: Chapter) -> Mark:
    return Mark(
        number=chapter.number,
        title=chapter.row.outcome.title,
        line=chapter.row.outcome.line,
        status=chapter.row.status,
        strength=chapter.row.strength,
        day=queries.day_of(chapter.row),
        outside=chapter.outside,
    )


def _milestones(event: Event) -> list[Milestone]:
    """List what came before the meeting; what was entered afterwards did not."""
    moments = [
        (event.published_at, _("Bekendgemaakt")),
        (event.registration_opens_at, _("Aanmelden kan")),
    ]
    return [
        Milestone(day=clock.to_local(at).date(), title=title)
        for at, title in moments
        if at is not None and at < event.starts_at
    ]
