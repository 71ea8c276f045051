"""Meetings whose organiser lets names go sooner than the house would."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, and_, exists, false, or_
from sqlalchemy.orm import Mapped, mapped_column

from academie.core.db import Base, db
from academie.events.models import Event

LONGEST_WEEKS = 12
SHORTEST_WEEKS = 2


class KeptShorter(Base):
    """After how many weeks names of a meeting go, where that is sooner than usual."""

    __tablename__ = "kept_shorter"
    __table_args__ = (CheckConstraint("weeks BETWEEN 2 AND 11", name="weeks"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    weeks: Mapped[int]


def weeks_of(event: Event) -> int:
    """Tell after how many weeks the names of a meeting go."""
    shorter = db.session.get(KeptShorter, event.id)
    return shorter.weeks if shorter else LONGEST_WEEKS


def keep_for(event: Event, weeks: int) -> None:
    """Let the names of a meeting go after so many weeks, at most as long as the house keeps any.

    Args:
        weeks: from `SHORTEST_WEEKS` to `LONGEST_WEEKS`.
    """
    shorter = db.session.get(KeptShorter, event.id)
    if weeks >= LONGEST_WEEKS:
        if shorter:
            db.session.delete(shorter)
    elif shorter:
        shorter.weeks = weeks
    else:
        db.session.add(KeptShorter(event_id=event.id, weeks=weeks))
    db.session.flush()


def over_sooner(kept: timedelta, now: datetime) -> ColumnElement[bool]:
    """Tell of a meeting whether its own, shorter time is over.

    Args:
        kept: what the house would do; what people agreed to for longer is never shortened.
    """
    weeks = range(SHORTEST_WEEKS, min(kept // timedelta(weeks=1), LONGEST_WEEKS))
    if kept > timedelta(weeks=LONGEST_WEEKS):
        weeks = range(0)
    return or_(
        *(
            and_(
                Event.ends_at < now - timedelta(weeks=number),
                exists().where(KeptShorter.event_id == Event.id, KeptShorter.weeks == number),
            )
            for number in weeks
        ),
        false(),
    )
