"""What is counted: of each measure exactly the records, so that a figure and its list agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import ngettext
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from academie.checkin.models import CheckIn, HeadCount
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import ANSWERS
from academie.commitments.models import Commitment, CommitmentMove
from academie.commitments.terms import CommitmentStatus
from academie.core import clock, links
from academie.core.db import db
from academie.core.period import Period
from academie.events.models import Event
from academie.events.terms import EventKind, EventStatus
from academie.lessons.models import Lesson
from academie.registrations.models import Registration, RegistrationStatus


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing that was counted, and where to look at it.

    Attributes:
        about: what else tells it apart, in words.
        people: how many it adds, of a measure of people.
        endpoint: of the page that shows it, with its `values`; none for what has no page.
    """

    key: str
    title: str
    day: date | None = None
    about: str = ""
    people: int | None = None
    endpoint: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address of that page."""
        return links.path(self.endpoint, **self.values) if self.endpoint else ""


@dataclass(frozen=True, kw_only=True)
class Count:
    """The records behind a figure.

    Attributes:
        remark: what is not known, in a sentence; empty when there is nothing to say.
    """

    records: Sequence[Record]
    remark: str = ""

    @property
    def number(self) -> int:
        """The figure: how many records, or how many people in them."""
        return sum(1 if one.people is None else one.people for one in self.records)


def meetings(period: Period, now: datetime, *, kind: EventKind | None = None) -> Count:
    """List the meetings that were held.

    Args:
        kind: those of this kind only.
    """
    wanted = [] if kind is None else [Event.kind == kind]
    rows = db.session.execute(_held(period, now).where(*wanted))
    return Count(records=[_meeting(row) for row in rows])


def registered(period: Period, now: datetime) -> Count:
    """List the meetings that were held and took registrations, with how many had a place."""
    people = _sum(
        select(func.sum(Registration.people)).where(
            Registration.event_id == Event.id,
            Registration.status == RegistrationStatus.CONFIRMED,
        )
    )
    counted = _sum(select(HeadCount.people).where(HeadCount.event_id == Event.id))
    beside = (people.label("registered"), counted.label("counted"), Event.published_at)
    rows = db.session.execute(_held(period, now, *beside)).all()
    known = [row for row in rows if took_registrations(row)]
    unknown = len(rows) - len(known)
    remark = ngettext(
        "Van %(num)s bijeenkomst is niet bekend wie zich aanmeldde.",
        "Van %(num)s bijeenkomsten is niet bekend wie zich aanmeldde.",
        unknown,
    )
    return Count(
        records=[_meeting(row, int(row.registered or 0)) for row in known],
        remark=remark if unknown else "",
    )


def took_registrations(row: Any) -> bool:
    """Tell whether people could register for a meeting here, though perhaps nobody did.

    Args:
        row: the `registered` and `counted` people of a meeting, None where nobody did either; and
            when it `starts_at` and was `published_at`: what was written down later took none.
    """
    written_down_later = row.published_at is not None and row.published_at >= row.starts_at
    return row.registered is not None or not (row.counted is not None or written_down_later)


def attendance(period: Period, now: datetime) -> Count:
    """List the meetings that were held and where somebody counted, with how many came."""
    scanned = _sum(select(func.sum(CheckIn.people)).where(CheckIn.event_id == Event.id))
    counted = _sum(select(HeadCount.people).where(HeadCount.event_id == Event.id))
    rows = db.session.execute(
        _held(period, now, scanned.label("scanned"), counted.label("counted"))
    ).all()
    known = [row for row in rows if row.scanned is not None or row.counted is not None]
    uncounted = len(rows) - len(known)
    remark = ngettext(
        "Bij %(num)s bijeenkomst is niet geteld wie kwam.",
        "Bij %(num)s bijeenkomsten is niet geteld wie kwam.",
        uncounted,
    )
    return Count(
        records=[_meeting(row, int(row.scanned or 0) + int(row.counted or 0)) for row in known],
        remark=remark if uncounted else "",
    )


def commitments_kept(period: Period, now: datetime) -> Count:
    """List the commitments that somebody said were kept, on the day of the last time they did."""
    del now
    said_at = func.max(CommitmentMove.moved_at)
    statement = (
        select(Commitment, said_at)
        .join(CommitmentMove, CommitmentMove.commitment_id == Commitment.id)
        .where(
            Commitment.status == CommitmentStatus.KEPT,
            Commitment.struck_at.is_(None),
            CommitmentMove.status == CommitmentStatus.KEPT,
        )
        .group_by(Commitment.id)
        .having(said_at >= period.starts_at, said_at < period.ends_at)
        .order_by(said_at, Commitment.id)
        .options(joinedload(Commitment.event))
    )
    return Count(
        records=[
            Record(
                key=commitment.ref,
                title=commitment.event.title,
                day=clock.to_local(at).date(),
                about=str(commitment.level.label),
                endpoint="commitments_manage.show",
                values={"ref": commitment.event.ref, "commitment_ref": commitment.ref},
            )
            for commitment, at in db.session.execute(statement)
        ]
    )


def checkpoints(period: Period, now: datetime) -> Count:
    """List the questions after a meeting that were answered."""
    del now
    statement = (
        select(Checkpoint)
        .where(
            Checkpoint.result.in_(ANSWERS),
            Checkpoint.answered_at >= period.starts_at,
            Checkpoint.answered_at < period.ends_at,
        )
        .order_by(Checkpoint.answered_at, Checkpoint.id)
        .options(joinedload(Checkpoint.event))
    )
    return Count(records=[_answered(one) for one in db.session.scalars(statement)])


def lessons(period: Period, now: datetime) -> Count:
    """List the lessons that were published and still are."""
    del now
    statement = (
        select(Lesson)
        .where(Lesson.published_at >= period.starts_at, Lesson.published_at < period.ends_at)
        .order_by(Lesson.published_at, Lesson.id)
        .options(joinedload(Lesson.event), joinedload(Lesson.outcome))
    )
    return Count(records=[_lesson(one) for one in db.session.scalars(statement)])


def _held(period: Period, now: datetime, *beside: Any) -> Select[Any]:
    """Read the meetings that have begun by now and were not called off, in order."""
    return (
        select(Event.ref, Event.title, Event.starts_at, Event.kind, Event.slug, *beside)
        .where(
            Event.status.in_((EventStatus.PUBLISHED, EventStatus.CLOSED)),
            Event.starts_at >= period.starts_at,
            Event.starts_at < period.ends_at,
            Event.starts_at <= now,
        )
        .order_by(Event.starts_at, Event.id)
    )


def _sum(statement: Select[Any]) -> Any:
    """Look something up beside each meeting."""
    return statement.correlate(Event).scalar_subquery()


def _meeting(row: Any, people: int | None = None) -> Record:
    return Record(
        key=row.ref,
        title=row.title,
        day=clock.to_local(row.starts_at).date(),
        about=str(row.kind.label),
        people=people,
        endpoint="events.show",
        values={"slug": row.slug},
    )


def _answered(checkpoint: Checkpoint) -> Record:
    at, result = checkpoint.answered_at, checkpoint.result
    return Record(
        key=checkpoint.ref,
        title=checkpoint.event.title,
        day=clock.to_local(at).date() if at else None,
        about=f"{checkpoint.label}: {result.label if result else ''}",
        endpoint="checkpoints_manage.show",
        values={"ref": checkpoint.event.ref, "checkpoint_ref": checkpoint.ref},
    )


def _lesson(lesson: Lesson) -> Record:
    learned = lesson.event.title if lesson.event else lesson.outcome and lesson.outcome.label
    at = lesson.published_at
    return Record(
        key=lesson.ref,
        title=f"{lesson.factor.label}: {learned}",
        day=clock.to_local(at).date() if at else None,
        endpoint="lessons_manage.show",
        values={"ref": lesson.ref},
    )
