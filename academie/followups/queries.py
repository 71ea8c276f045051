"""Questions about outcomes: how far they are, how well they are shown, who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import QueryableAttribute, selectinload

from academie.accounts.models import RoleName, User
from academie.core.db import db, lock_row
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.followups.bonds import named
from academie.followups.confirmations import Confirmation
from academie.followups.evidence import Evidence
from academie.followups.models import Observation, Outcome, OutcomeEvent
from academie.followups.terms import (
    Agreement,
    EventLink,
    OutcomeState,
    OutcomeStatus,
    Strength,
    Visibility,
)
from academie.reference.models import Challenge, ChangeLine

_LISTS: tuple[QueryableAttribute[object], ...] = (
    Outcome.places,
    Outcome.kinds,
    Outcome.other_lines,
    Outcome.sources,
    Outcome.challenges,
    Outcome.observations,
    Outcome.evidence,
    Outcome.confirmations,
)
PUBLIC = (Outcome.state == OutcomeState.ADOPTED, Outcome.visibility == Visibility.PUBLIC)
DISPUTED = Outcome.confirmations.any(
    and_(
        Confirmation.independent,
        Confirmation.what == Agreement.NO,
        ~Confirmation.resolution.has(),
    )
)
COUNTED = (Outcome.state == OutcomeState.ADOPTED, ~DISPUTED)
"""Which outcomes stand in totals: adopted, and not disputed."""


@dataclass(frozen=True, kw_only=True)
class OutcomeRow:
    """An outcome with what is derived from what stands beside it.

    Attributes:
        last: what was seen of it last.
        lines: the main line of change first.
        event_titles: of the meetings in the agenda that it is shown to come of.
    """

    outcome: Outcome
    status: OutcomeStatus
    strength: Strength
    last: Observation | None
    lines: Sequence[ChangeLine]
    challenges: Sequence[Challenge]
    event_titles: Sequence[str]

    @property
    def has_lost_its_evidence(self) -> bool:
        """Whether it was seen to be done, and what showed that was taken away since."""
        return not self.outcome.may_be(self.status)

    @property
    def counts(self) -> bool:
        """Whether it stands in totals: adopted, and not disputed."""
        adopted = self.outcome.state is OutcomeState.ADOPTED
        return adopted and self.strength is not Strength.DISPUTED


def row(outcome: Outcome) -> OutcomeRow:
    """Derive what is never typed."""
    return OutcomeRow(
        outcome=outcome,
        status=status(outcome),
        strength=strength(outcome),
        last=last_observation(outcome),
        lines=[outcome.line, *sorted(other.line for other in outcome.other_lines)],
        challenges=outcome.challenges,
        event_titles=[
            link.event.title
            for link in outcome.events
            if link.link is not EventLink.NOT_SHOWN and is_named(link.event)
        ],
    )


def is_named(event: Event) -> bool:
    """Tell whether the world may read the name of a meeting: only when it stands in the agenda."""
    return event.is_public and event.listed


def last_observation(outcome: Outcome) -> Observation | None:
    """Give what was seen of an outcome on the latest day."""
    return outcome.observations[-1] if outcome.observations else None


def status(outcome: Outcome) -> OutcomeStatus:
    """Tell how far an outcome is, by its last observation."""
    last = last_observation(outcome)
    return last.status if last else OutcomeStatus.UNKNOWN


def strength(outcome: Outcome) -> Strength:
    """Tell how well an outcome is shown: by who is independent of it, and by what they wrote.

    A "no" of somebody independent on what changed disputes it until that is settled in writing. A
    full yes counts as long as the outcome says what changed in the words that were read.
    """
    return Strength.of(
        disputed=any(said.disputes for said in outcome.confirmations),
        documented=any(item.is_independent_document for item in outcome.evidence),
        confirmed=any(said.confirms for said in outcome.confirmations),
    )


def lock(outcome: Outcome) -> None:
    """Keep an outcome for this transaction alone, and read it afresh with all that is part of it.

    Whoever waited for a colleague would else judge, or write over, what was read before.
    """
    lock_row(outcome)


def readable_by(user: User, ref: str) -> Outcome | None:
    """Find an outcome that this member of staff may read."""
    return db.session.scalar(_whole().where(Outcome.ref == ref, may_read(user)))


def of_number(user: User, number: int) -> Outcome | None:
    """Find an outcome by its number that this member of staff may read."""
    return db.session.scalar(select(Outcome).where(Outcome.number == number, may_read(user)))


def evidence_for(user: User, ref: str) -> tuple[Outcome, Evidence] | None:
    """Find a piece of evidence of an outcome that this member of staff may read."""
    shown = Outcome.evidence.any(Evidence.ref == ref)
    outcome = db.session.scalar(_whole().where(shown, may_read(user)))
    return (outcome, _of_ref(outcome, ref)) if outcome else None


def public_evidence(number: int, ref: str) -> tuple[Outcome, Evidence] | None:
    """Find a piece of evidence that the world may see."""
    shown = Outcome.evidence.any((Evidence.ref == ref) & Evidence.public)
    outcome = db.session.scalar(_whole().where(Outcome.number == number, shown, *PUBLIC))
    return (outcome, _of_ref(outcome, ref)) if outcome else None


def _of_ref(outcome: Outcome, ref: str) -> Evidence:
    return next(item for item in outcome.evidence if item.ref == ref)


def writable(user: User, outcome: Outcome) -> bool:
    """Tell whether somebody may write on an outcome: the project team, or who runs its meeting."""
    if user.holds(RoleName.PROJECT_TEAM):
        return True
    own = any(user in link.event.organisers for link in outcome.events)
    return user.holds(RoleName.ORGANISER) and own


def events_to_link(user: User) -> Sequence[Event]:
    """List the meetings to which somebody may link outcomes, the latest first."""
    statement = select(Event).where(Event.status != EventStatus.DRAFT)
    if not user.holds(RoleName.PROJECT_TEAM):
        statement = statement.where(Event.organisers.contains(user))
    return db.session.scalars(statement.order_by(Event.starts_at.desc(), Event.id)).all()


def event_to_read(user: User, ref: str | None) -> Event | None:
    """Find a meeting with outcomes that somebody may read."""
    if not ref:
        return None
    linked = select(OutcomeEvent.event_id).join(Outcome).where(may_read(user))
    return db.session.scalar(select(Event).where(Event.ref == ref, Event.id.in_(linked)))


def of_event(event: Event, *states: OutcomeState) -> Sequence[OutcomeRow]:
    """List the outcomes linked to a meeting, in the order in which they came."""
    statement = _whole().where(Outcome.events.any(event_id=event.id), Outcome.state.in_(states))
    return in_order(_rows(statement), event)


def public_outcomes(event: Event) -> Sequence[OutcomeRow]:
    """List what the world may read of the outcomes of a meeting, in the order they came.

    Those of which no link is shown are among them: a page says so, or leaves them out.
    """
    return in_order(_rows(_whole().where(Outcome.events.any(event_id=event.id), *PUBLIC)), event)


def shown_to_follow(rows: Sequence[OutcomeRow], event: Event) -> Sequence[OutcomeRow]:
    """Keep the outcomes of a meeting that are shown to come of it."""
    return [row for row in rows if link_to(row.outcome, event) is not EventLink.NOT_SHOWN]


def worth_telling(event: Event) -> Sequence[OutcomeRow]:
    """List what a letter may say came of a meeting: public, shown to follow, and undisputed."""
    return [row for row in shown_to_follow(public_outcomes(event), event) if row.counts]


def public_state(event_ref: str) -> tuple[tuple[int, int], ...]:
    """Tell by one light query which outcomes the page of a meeting shows.

    Their words never change any more; how far each is follows from its observations, which only
    grow. So number and count of observations say it all.
    """
    rows = db.session.execute(
        select(Outcome.number, func.count(Observation.id))
        .join(OutcomeEvent, OutcomeEvent.outcome_id == Outcome.id)
        .join(Event, Event.id == OutcomeEvent.event_id)
        .outerjoin(Observation, Observation.outcome_id == Outcome.id)
        .where(Event.ref == event_ref, *PUBLIC)
        .group_by(Outcome.number)
        .order_by(Outcome.number)
    )
    return tuple((number, seen) for number, seen in rows)


def public_rows(*conditions: ColumnElement[bool], skip: int = 0, most: int) -> Sequence[OutcomeRow]:
    """List some of the outcomes the world may read, the newest number first."""
    found = _whole().where(*PUBLIC, *conditions).order_by(Outcome.number.desc())
    return _rows(found.offset(skip).limit(most))


def among(*conditions: ColumnElement[bool], most: int | None = None) -> Sequence[OutcomeRow]:
    """List outcomes, the newest number first."""
    return _rows(_whole().where(*conditions).order_by(Outcome.number.desc()).limit(most))


def public_by_number(number: int) -> OutcomeRow | None:
    """Find an outcome that the world may read."""
    found = db.session.scalar(_whole().where(Outcome.number == number, *PUBLIC))
    return row(found) if found else None


def link_to(outcome: Outcome, event: Event) -> EventLink:
    """Tell how an outcome hangs together with a meeting."""
    links = {link.event_id: link.link for link in outcome.events}
    return links.get(event.id, EventLink.NOT_SHOWN)


def day_of(item: OutcomeRow) -> date | None:
    """Give the day at which an outcome stands on the road: of the change, else when it was seen."""
    seen = item.outcome.observations[0].observed_on if item.outcome.observations else None
    return item.outcome.changed_on or seen


def in_order(rows: Sequence[OutcomeRow], event: Event) -> Sequence[OutcomeRow]:
    """Put outcomes in the order they came; those not shown to follow from the meeting come last."""
    return sorted(
        rows,
        key=lambda item: (
            link_to(item.outcome, event) is EventLink.NOT_SHOWN,
            day_of(item) or date.max,
            item.outcome.number,
        ),
    )


def _whole() -> Select[Outcome]:
    """Read outcomes with all their lists: a constant number of queries."""
    return select(Outcome).options(*named(), *(selectinload(part) for part in _LISTS))


def _rows(statement: Select[Outcome]) -> Sequence[OutcomeRow]:
    return [row(outcome) for outcome in db.session.scalars(statement)]


def may_read(user: User) -> ColumnElement[bool]:
    """Tell in SQL which outcomes somebody may read."""
    if user.holds(RoleName.PROJECT_TEAM):
        return Outcome.id.is_not(None)
    own: ColumnElement[bool] = false()
    if user.holds(RoleName.ORGANISER):
        own = Outcome.events.any(OutcomeEvent.event.has(Event.organisers.contains(user)))
    return or_(Outcome.state == OutcomeState.ADOPTED, own)
