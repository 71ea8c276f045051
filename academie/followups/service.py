"""The verbs of writing down an outcome: draft, change, observe.

`proving.py` has those of showing it, `linking.py` of what it led to, `review.py` of judging it.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy import update

from academie.accounts.models import User
from academie.core import clock
from academie.core.db import Base, db, insert_or_ignore
from academie.core.errors import DomainError, IllegalMoveError
from academie.events.models import Event
from academie.followups import queries
from academie.followups.gaps import IncompleteOutcomeError, contradictions
from academie.followups.history import OutcomeMove
from academie.followups.models import Observation, Outcome, OutcomeEvent
from academie.followups.parts import (
    OutcomeActor,
    OutcomeContributor,
    OutcomeCounter,
    OutcomeKind,
    OutcomeLine,
    OutcomePlace,
    OutcomeSource,
)
from academie.followups.periods import known_until
from academie.followups.proving import require_not_withdrawn
from academie.followups.terms import (
    ContributorRole,
    EventLink,
    OutcomeState,
    OutcomeStatus,
    PlaceKind,
    Precision,
)


class Party(NamedTuple):
    """A party that helped, and how."""

    name: str
    role: ContributorRole


class Place(NamedTuple):
    """Where a change is; the whole country has no name."""

    kind: PlaceKind
    name: str | None = None


class MeetingLink(NamedTuple):
    """A meeting, and how an outcome hangs together with it."""

    event: Event
    link: EventLink


class EvidenceNeededError(DomainError):
    """Nobody may say realised or secured without something that shows it."""

    message = _("Voeg eerst bewijs toe. Zonder bewijs kan iets niet gerealiseerd of geborgd zijn.")


_LISTS: dict[str, Callable[[Any], Base]] = {
    "actors": lambda name: OutcomeActor(name=name),
    "contributors": lambda party: OutcomeContributor(name=party.name, role=party.role),
    "places": lambda place: OutcomePlace(kind=place.kind, name=place.name),
    "kinds": lambda kind: OutcomeKind(kind=kind),
    "other_lines": lambda line: OutcomeLine(line=line),
    "sources": lambda source: OutcomeSource(source=source),
    "challenges": lambda challenge: challenge,
    "events": lambda joint: OutcomeEvent(event=joint.event, link=joint.link),
}


def draft(*, author: User, now: datetime, **fields: Any) -> Outcome:
    """Note down an outcome under the next number.

    Args:
        fields: the columns of `Outcome` that people fill in; of its lists the plain values:
            `actors` names, `contributors` parties, `places` places, `events` meeting links.

    Raises:
        IncompleteOutcomeError: two answers do not go together.
    """
    columns = {name: fields.pop(name) for name in ("title", "what_changed", "level", "line")}
    outcome = Outcome(
        number=_next_number(), author=author, created_at=now, changed_at=now, **columns
    )
    outcome.moves.append(OutcomeMove(state=OutcomeState.DRAFT, at=now, by=author))
    db.session.add(outcome)
    _fill(outcome, author, fields)
    return outcome


def change(outcome: Outcome, *, by: User, now: datetime, **fields: Any) -> None:
    """Change what is written down; what is not named stays.

    Raises:
        IllegalMoveError: it is under review, adopted or withdrawn.
        IncompleteOutcomeError: two answers do not go together.
    """
    queries.lock(outcome)
    if not outcome.is_open:
        raise IllegalMoveError(
            _(
                "Je kunt deze opbrengst nu niet veranderen. De stand is: %(state)s.",
                state=outcome.state.label,
            )
        )
    outcome.changed_at = now
    _fill(outcome, by, fields)


def observe(
    outcome: Outcome,
    *,
    observed_on: date,
    precision: Precision = Precision.DAY,
    status: OutcomeStatus,
    text: str,
    observer: User | str,
    now: datetime,
    checkpoint_id: int | None = None,
) -> Observation:
    """Add what was seen of an outcome; nothing seen before is ever changed.

    Args:
        observer: the member of staff, or the name of the party that saw it.
        checkpoint_id: of the question that this was an answer to.

    Raises:
        IllegalMoveError: it is withdrawn.
        EvidenceNeededError: the status asks for evidence, and there is none.
    """
    queries.lock(outcome)
    require_not_withdrawn(outcome)
    if not outcome.may_be(status):
        raise EvidenceNeededError
    observation = Observation(
        outcome=outcome,
        observed_on=observed_on,
        precision=precision,
        known_until=known_until(observed_on, precision, clock.to_local(now).date()),
        status=status,
        text=text,
        by_party=observer if isinstance(observer, str) else None,
        by_user=observer if isinstance(observer, User) else None,
        checkpoint_id=checkpoint_id,
        recorded_at=now,
    )
    db.session.add(observation)
    db.session.flush()
    db.session.expire(outcome, ["observations"])
    return observation


def _next_number() -> int:
    """Take the next number; whoever asks meanwhile waits, and a rollback gives it back."""
    counter = db.metadata.tables[OutcomeCounter.__tablename__]
    insert_or_ignore(counter, {"id": 1, "last": 0})
    statement = update(OutcomeCounter).values(last=OutcomeCounter.last + 1)
    return db.session.execute(statement.returning(OutcomeCounter.last)).scalar_one()


def _fill(outcome: Outcome, by: User, fields: dict[str, Any]) -> None:
    """Write the answers: what stands in their place goes first, since parts of it may come again.

    A contribution is written last: it stands on the meetings.
    """
    columns = {name: value for name, value in fields.items() if name not in _LISTS}
    lists = [name for name in _LISTS if name in fields]
    score = columns.pop("contribution_score", outcome.contribution_score)
    if "events" in lists:
        outcome.contribution_score = None
    for name in lists:
        getattr(outcome, name).clear()
    db.session.flush()
    with db.session.no_autoflush:
        for name in lists:
            getattr(outcome, name).extend(map(_LISTS[name], fields[name]))
        _write(outcome, columns, by)
        outcome.contribution_score = score
        if gaps := contradictions(outcome):
            raise IncompleteOutcomeError(gaps)
        outcome.contribution_score = None
    db.session.flush()
    outcome.contribution_score = score
    db.session.flush()


def _write(outcome: Outcome, columns: dict[str, Any], by: User) -> None:
    known = outcome.significance_score
    if columns.get("significance_score", known) is not known:
        columns.setdefault("significance_scored_by", by)
    for name, value in columns.items():
        setattr(outcome, name, value)
    if outcome.significance_score is None:
        outcome.significance_scored_by = None
