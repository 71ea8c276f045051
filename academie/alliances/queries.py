"""Questions about local alliances: how far they are, and how much of one each of them is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from academie.alliances.models import CriterionEvidence, LocalAlliance
from academie.alliances.terms import AlliancePhase, Criterion
from academie.core.db import db
from academie.core.names import key_of
from academie.events.models import Event
from academie.followups.evidence import Evidence
from academie.followups.models import Outcome
from academie.followups.parts import OutcomePlace
from academie.followups.queries import strength
from academie.followups.terms import OutcomeState, Strength
from academie.reference.models import Province


@dataclass(frozen=True, kw_only=True)
class Flywheel:
    """How much of a local alliance a municipality has, 0 to 4; derived, never stored.

    Attributes:
        alliance: none where nobody works on one.
        evidence: what shows each criterion, the first added first; empty where nothing does.
    """

    place: str
    province: Province | None
    alliance: LocalAlliance | None
    evidence: Mapping[Criterion, Sequence[CriterionEvidence]]

    @property
    def score(self) -> int:
        """How many of the four criteria have evidence."""
        return sum(bool(shown) for shown in self.evidence.values())


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many local alliances there are.

    Attributes:
        counted: those that are more than a wish.
    """

    counted: int
    by_phase: Mapping[AlliancePhase, int]


CHANGES = (
    select(func.count(LocalAlliance.id)).scalar_subquery(),
    select(func.count(CriterionEvidence.id)).scalar_subquery(),
    select(func.max(LocalAlliance.changed_at)).scalar_subquery(),
    select(func.max(CriterionEvidence.added_at)).scalar_subquery(),
    select(func.max(CriterionEvidence.withdrawn_at)).scalar_subquery(),
)
"""What decides each flywheel beside the outcomes that show its criteria: see `latest.question`."""


def flywheel(municipality: str) -> Flywheel:
    """Tell how much of a local alliance a municipality has, however its name is written."""
    found = by_place(municipality)
    if found is None:
        nothing: Mapping[Criterion, Sequence[CriterionEvidence]] = dict.fromkeys(Criterion, ())
        return Flywheel(place=municipality, province=None, alliance=None, evidence=nothing)
    return wheel_of(found)


def flywheels() -> Sequence[Flywheel]:
    """Tell it of every place with an alliance, by name, by a constant number of queries."""
    found = db.session.scalars(_whole().order_by(LocalAlliance.place_key))
    return [wheel_of(alliance) for alliance in found]


def chosen(
    wheels: Sequence[Flywheel], *, phase: AlliancePhase | None, counted: bool
) -> Sequence[Flywheel]:
    """Choose alliances by how far they are.

    Args:
        phase: only those that are this far; None is any.
        counted: only those that are more than a wish.
    """
    return [
        wheel
        for wheel in wheels
        if wheel.alliance
        and phase in {None, wheel.alliance.current.phase}
        and (wheel.alliance.current.phase.counts or not counted)
    ]


def wheel_of(alliance: LocalAlliance) -> Flywheel:
    """Derive the flywheel of an alliance from what shows its criteria."""
    shown = [item for item in alliance.evidence if holds(item)]
    return Flywheel(
        place=alliance.place,
        province=alliance.province,
        alliance=alliance,
        evidence={each: [item for item in shown if item.criterion is each] for each in Criterion},
    )


def holds(item: CriterionEvidence) -> bool:
    """Tell whether evidence counts: still there, and of an outcome that counts itself."""
    if item.withdrawn_at is not None:
        return False
    if item.evidence is None or item.outcome is None:
        return item.title is not None
    return item.evidence.stands and _counts(item.outcome)


def _counts(outcome: Outcome) -> bool:
    return outcome.state is OutcomeState.ADOPTED and strength(outcome) is not Strength.DISPUTED


def tally(wheels: Sequence[Flywheel]) -> Tally:
    """Count alliances by how far they are."""
    phases = Counter(wheel.alliance.current.phase for wheel in wheels if wheel.alliance)
    return Tally(
        counted=sum(number for phase, number in phases.items() if phase.counts),
        by_phase={phase: phases[phase] for phase in AlliancePhase},
    )


def by_ref(ref: str) -> LocalAlliance | None:
    """Find an alliance."""
    return db.session.scalar(_whole().where(LocalAlliance.ref == ref))


def by_place(place: str) -> LocalAlliance | None:
    """Find the alliance of a place, however its name is written."""
    return db.session.scalar(_whole().where(LocalAlliance.place_key == key_of(place)))


def kicked_off_by(event: Event) -> Sequence[LocalAlliance]:
    """List the alliances that a meeting kicked off, by place."""
    found = _whole().where(LocalAlliance.event_id == event.id)
    return db.session.scalars(found.order_by(LocalAlliance.place_key)).all()


def evidence_nearby(alliance: LocalAlliance) -> Sequence[tuple[Outcome, Evidence]]:
    """List evidence with its adopted outcome in the place of an alliance, the newest first."""
    named = db.session.scalars(
        select(OutcomePlace.name).where(OutcomePlace.name.is_not(None)).distinct()
    )
    names = [name for name in named if key_of(name or "") == alliance.place_key]
    here = Outcome.places.any(OutcomePlace.name.in_(names))
    rows = db.session.execute(
        select(Outcome, Evidence)
        .join(Outcome.evidence)
        .where(Outcome.state == OutcomeState.ADOPTED, here)
        .order_by(Outcome.number.desc(), Evidence.id)
    )
    return [(outcome, shown) for outcome, shown in rows if shown.stands]


def _whole() -> Select[LocalAlliance]:
    """Read alliances with all that stands beside them: a constant number of queries."""
    of_outcome = selectinload(CriterionEvidence.outcome)
    return select(LocalAlliance).options(
        joinedload(LocalAlliance.event),
        selectinload(LocalAlliance.phases),
        selectinload(LocalAlliance.evidence).options(
            joinedload(CriterionEvidence.evidence),
            of_outcome.selectinload(Outcome.evidence),
            of_outcome.selectinload(Outcome.confirmations),
        ),
    )
