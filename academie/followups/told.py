"""What came of many meetings at once, for lists of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from academie.core.db import db
from academie.events.models import Event
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.queries import DISPUTED, PUBLIC
from academie.followups.terms import EventLink, outcome_label


class Told(NamedTuple):
    """An outcome that the world may read, by its number and title, with the meeting it came of."""

    event_ref: str
    number: int
    title: str

    @property
    def label(self) -> str:
        """The number as people call it."""
        return outcome_label(self.number)


def of_meetings(refs: Collection[str]) -> tuple[Told, ...]:
    """List by one light query what came of these meetings, as far as the world may read it.

    Without what is disputed, or not shown to follow: a list has no room to say so.
    """
    if not refs:
        return ()
    rows = db.session.execute(
        select(Event.ref, Outcome.number, Outcome.title)
        .join_from(OutcomeEvent, Event, Event.id == OutcomeEvent.event_id)
        .join(Outcome, Outcome.id == OutcomeEvent.outcome_id)
        .where(Event.ref.in_(refs), OutcomeEvent.link != EventLink.NOT_SHOWN, *PUBLIC, ~DISPUTED)
        .order_by(Outcome.number)
    )
    return tuple(Told(*row) for row in rows)


def by_meeting(told: Sequence[Told]) -> Mapping[str, Sequence[Told]]:
    """Sort them by the ref of their meeting."""
    found: dict[str, list[Told]] = {}
    for outcome in told:
        found.setdefault(outcome.event_ref, []).append(outcome)
    return found


def public_labels() -> list[str]:
    """Give the label of every outcome the world may read, in the order of their numbers."""
    numbers = db.session.scalars(select(Outcome.number).where(*PUBLIC).order_by(Outcome.number))
    return [outcome_label(number) for number in numbers]
