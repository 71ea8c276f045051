"""What was agreed, asked and confirmed after meetings, and how a figure says which of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from academie.checkpoints import queries as checkpoint_queries
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import CheckpointResult, Stage
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentStatus
from academie.core.db import db
from academie.core.period import Period
from academie.events.models import Event
from academie.followups.bonds import named
from academie.followups.confirmations import Confirmation
from academie.followups.models import Outcome
from academie.followups.terms import Agreement, ConfirmationState, OutcomeState
from academie.reports.choices import Choice


def checkpoints(period: Period) -> Sequence[Checkpoint]:
    """List the questions that are due in a period, by day."""
    return db.session.scalars(
        select(Checkpoint)
        .join(Checkpoint.event)
        .where(Checkpoint.due_on.between(period.first, period.last))
        .options(contains_eager(Checkpoint.event))
        .order_by(Checkpoint.due_on, Checkpoint.id)
    ).all()


def confirmations(period: Period) -> Sequence[Confirmation]:
    """List who was asked in a period to confirm an adopted outcome, the first one first."""
    return db.session.scalars(
        select(Confirmation)
        .where(
            Confirmation.asked_at >= period.starts_at,
            Confirmation.asked_at < period.ends_at,
            Confirmation.outcome.has(Outcome.state == OutcomeState.ADOPTED),
        )
        .options(joinedload(Confirmation.outcome).options(*named(), selectinload(Outcome.places)))
        .order_by(Confirmation.asked_at, Confirmation.id)
    ).all()


def commitments(period: Period) -> Sequence[Commitment]:
    """List what was agreed at the meetings of a period, without what staff put aside."""
    return db.session.scalars(
        select(Commitment)
        .join(Commitment.event)
        .where(
            Commitment.struck_at.is_(None),
            Event.starts_at >= period.starts_at,
            Event.starts_at < period.ends_at,
        )
        .options(contains_eager(Commitment.event), selectinload(Commitment.parties))
        .order_by(Event.starts_at, Commitment.recorded_at, Commitment.id)
    ).all()


@dataclass(frozen=True, kw_only=True)
class CheckpointChoice(Choice):
    """Which questions about what came of a meeting a figure counts, by the day they are due.

    Attributes:
        event: the ref of a meeting.
        due: those whose day has come; `answered` those somebody answered.
    """

    name = "vervolgvragen"

    stage: Stage | None = None
    result: CheckpointResult | None = None
    event: str | None = None
    due: bool = False
    answered: bool = False

    def of(self, found: Iterable[Checkpoint], today: date) -> list[Checkpoint]:
        """List the questions it is about."""
        return [
            one
            for one in found
            if self.stage in {None, checkpoint_queries.stage(one)}
            and self.result in {None, one.result}
            and self.event in {None, one.event.ref}
            and (not self.due or one.due_on <= today)
            and (not self.answered or (one.result is not None and one.result.is_answer))
        ]


@dataclass(frozen=True, kw_only=True)
class ConfirmationChoice(Choice):
    """Which questions to people from outside a figure counts, by the day they were asked.

    Attributes:
        inside: those to people who are not independent; `independent` those to who is.
        number: those about one outcome, by the number people call it.
    """

    name = "bevestigingen"

    state: ConfirmationState | None = None
    what: Agreement | None = None
    significance: Agreement | None = None
    contribution: Agreement | None = None
    independent: bool = False
    inside: bool = False
    number: str | None = None

    def of(self, found: Iterable[Confirmation], now: datetime) -> list[Confirmation]:
        """List the questions it is about."""
        return [one for one in found if self._says(one) and self._holds(one, now)]

    def _holds(self, one: Confirmation, now: datetime) -> bool:
        return (
            self.state in {None, one.state(now)}
            and (one.is_independent or not self.independent)
            and not (one.is_independent and self.inside)
            and self.number in {None, one.outcome.label}
        )

    def _says(self, one: Confirmation) -> bool:
        return (
            self.what in {None, one.what}
            and self.significance in {None, one.significance}
            and self.contribution in {None, one.contribution}
        )


@dataclass(frozen=True, kw_only=True)
class CommitmentChoice(Choice):
    """Which agreements a figure counts, by the day of their meeting.

    Attributes:
        event: the ref of a meeting.
        late: those whose day went by and that are still open.
    """

    name = "afspraken"

    status: CommitmentStatus | None = None
    event: str | None = None
    late: bool = False

    def of(self, found: Iterable[Commitment], today: date) -> list[Commitment]:
        """List the agreements it is about."""
        return [
            one
            for one in found
            if self.status in {None, one.status}
            and self.event in {None, one.event.ref}
            and (not self.late or is_late(one, today))
        ]


def is_late(one: Commitment, today: date) -> bool:
    """Tell whether the day of an agreement went by while it is still open."""
    open_still = one.status is CommitmentStatus.OPEN
    return open_still and one.due_on is not None and one.due_on < today
