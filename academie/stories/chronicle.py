"""The story of a meeting from its wish to today, for a picture and a list alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from academie.checkin.queries import attendance, public_attendance
from academie.core import clock
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.followups import queries
from academie.followups.confirmations import Confirmation
from academie.followups.queries import OutcomeRow
from academie.followups.terms import EventLink
from academie.stories.agreements import Agreements, Room, Seat, agreements_of
from academie.stories.frame import WIDE, tall
from academie.stories.labels import with_words
from academie.stories.questions import Question, questions_of
from academie.stories.road import drawn, road_to
from academie.stories.rules import Rule
from academie.stories.story import Mark, Milestone, Story, lay_out

_WIDE_ROOM = Room(left=334, top=223, width=46, height=174)
_HELD = {EventStatus.PUBLISHED, EventStatus.CLOSED}


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """An outcome in the story.

    Attributes:
        number: its place in the list, and its number in the picture.
        outside: whether no link to the meeting is shown, so that it stands outside the light.
        voices: what people from outside answered.
    """

    number: int
    row: OutcomeRow
    link: EventLink
    outside: bool
    voices: Sequence[Confirmation]


@dataclass(frozen=True, kw_only=True)
class Chronicle:
    """What both the pictures and the list tell, in the same order.

    Attributes:
        milestones: the whole road to the meeting; `drawn` is what has room in a picture.
        people: how many came; None when nobody counted, or the reader may not know.
        asked: the questions of which the day is behind us; `ahead` those to come.
        after: outcomes and questions together, by day.
        wide: None until the meeting is over, as `tall`: there is no light yet.
    """

    event: Event
    held_on: date
    today: date
    milestones: Sequence[Milestone]
    drawn: Sequence[Milestone]
    people: int | None
    agreements: Agreements
    questions: Sequence[Question]
    chapters: Sequence[Chapter]
    wide: Story | None
    tall: Story | None

    @property
    def counted(self) -> int:
        """How many outcomes count: a disputed one is told, and left out of the number."""
        return sum(chapter.row.counts for chapter in self.chapters)

    @property
    def after(self) -> Sequence[Chapter | Question]:
        """What came after the meeting, by day; what is not shown to follow from it comes last."""
        asked = [question for question in self.questions if question.day <= self.today]
        inside = [chapter for chapter in self.chapters if not chapter.outside]
        outside = [chapter for chapter in self.chapters if chapter.outside]
        entries: list[Chapter | Question] = [*asked, *inside]
        return [*sorted(entries, key=_day_of), *outside]

    @property
    def ahead(self) -> Sequence[Question]:
        """The questions that are still to come."""
        return [question for question in self.questions if question.day > self.today]

    @property
    def waiting(self) -> Question | None:
        """The first question that has no answer yet."""
        return next((question for question in self.questions if question.is_open), None)

    @property
    def wide_seats(self) -> Sequence[Seat]:
        """The agreements at the door of the wide picture."""
        return self.agreements.seats(_WIDE_ROOM)

    @property
    def tall_seats(self) -> Sequence[Seat]:
        """The agreements at the door of the tall picture."""
        top = self.tall.frame.door - 72 if self.tall else 0
        return self.agreements.seats(Room(left=127, top=top, width=66, height=68))


def chronicle(
    event: Event, rows: Sequence[OutcomeRow], now: datetime, *, for_staff: bool
) -> Chronicle:
    """Tell the story of a meeting.

    Args:
        rows: its outcomes, in order.
        for_staff: with the words of the wish, every agreement, what was answered and who is in;
            for the public what was confirmed, that questions were asked and answered, and how
            many came as the meeting's own page tells it.
    """
    held_on, today = clock.to_local(event.ends_at).date(), clock.to_local(now).date()
    chapters = [_chapter(number, row, event) for number, row in enumerate(rows, start=1)]
    marks = [_mark(chapter) for chapter in chapters]
    road = road_to(event, for_staff=for_staff)
    questions = questions_of(event, for_staff=for_staff)
    rules = [Rule(months=each.months, day=each.day, words=each.words) for each in questions]
    days = {"held_on": held_on, "today": today}
    lit = held_on < today and event.status in _HELD
    frame = tall(len(drawn(road)))
    return Chronicle(
        event=event,
        **days,
        milestones=road,
        drawn=drawn(road),
        people=_people(event) if for_staff else public_attendance(event),
        agreements=agreements_of(event, for_staff=for_staff),
        questions=questions,
        chapters=chapters,
        wide=with_words(lay_out(WIDE, marks, rules, **days)) if lit else None,
        tall=lay_out(frame, marks, rules, **days) if lit else None,
    )


def _people(event: Event) -> int | None:
    return attendance([event.id])[event.id].people or None


def _chapter(number: int, row: OutcomeRow, event: Event) -> Chapter:
    link = queries.link_to(row.outcome, event)
    voices = [said for said in row.outcome.confirmations if said.answered_at]
    outside = link is EventLink.NOT_SHOWN
    return Chapter(number=number, row=row, link=link, outside=outside, voices=voices)


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


def _day_of(entry: Chapter | Question) -> tuple[date, int]:
    if isinstance(entry, Question):
        return entry.day, 0
    return queries.day_of(entry.row) or date.max, entry.number
