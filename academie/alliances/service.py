"""The verbs of local alliances: add, change, move on, show a criterion, take that back."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.alliances import queries
from academie.alliances.models import CriterionEvidence, LocalAlliance, PhaseChange
from academie.alliances.terms import AlliancePhase, Criterion
from academie.core import clock
from academie.core.db import db, lock_row
from academie.core.errors import DomainError
from academie.core.names import key_of
from academie.followups.evidence import Evidence
from academie.followups.periods import known_until
from academie.followups.terms import Precision


class PlaceTakenError(DomainError):
    """A place has one local alliance."""

    def __init__(self, place: str) -> None:
        """Name it."""
        super().__init__(_("Er is al een lokale alliantie in %(place)s.", place=place))


class PlaceWithoutLettersError(DomainError):
    """A place that nobody can search for."""

    message = _("Vul een plaats in met letters of cijfers.")


class SamePhaseError(DomainError):
    """An alliance cannot go where it is."""

    message = _("Zo ver is deze alliantie al. Kies een andere fase.")


class ShownAlreadyError(DomainError):
    """The same evidence shows a criterion once."""

    message = _("Dit bewijs staat er al bij.")


def add(
    *,
    place: str,
    phase: AlliancePhase,
    since_on: date,
    since_precision: Precision = Precision.DAY,
    note: str | None = None,
    by: User,
    now: datetime,
    **fields: Any,
) -> LocalAlliance:
    """Note down a local alliance and how far it is.

    Args:
        fields: the other columns of `LocalAlliance` that people fill in.

    Raises:
        PlaceTakenError: the place has one.
        PlaceWithoutLettersError: the name of the place has neither letters nor digits.
    """
    alliance = LocalAlliance(
        place=place,
        place_key=_free_key(place, None),
        added_by=by,
        created_at=now,
        changed_at=now,
        **fields,
    )
    db.session.add(alliance)
    db.session.flush()
    move_on(
        alliance,
        phase=phase,
        since_on=since_on,
        since_precision=since_precision,
        note=note,
        by=by,
        now=now,
    )
    return alliance


def change(alliance: LocalAlliance, *, now: datetime, **fields: Any) -> None:
    """Change what is known of an alliance; how far it is only `move_on` changes.

    Args:
        fields: columns of `LocalAlliance` that people fill in.

    Raises:
        PlaceTakenError: another one is in that place.
        PlaceWithoutLettersError: the name of the place has neither letters nor digits.
    """
    alliance.place_key = _free_key(fields["place"], alliance)
    for name, value in fields.items():
        setattr(alliance, name, value)
    alliance.changed_at = now
    db.session.flush()


def move_on(
    alliance: LocalAlliance,
    *,
    phase: AlliancePhase,
    since_on: date,
    since_precision: Precision = Precision.DAY,
    note: str | None = None,
    by: User,
    now: datetime,
) -> None:
    """Add since when an alliance is how far; the latest day holds, and nothing is overwritten.

    Raises:
        SamePhaseError: it was that far on that day already.
    """
    lock_row(alliance)
    until = known_until(since_on, since_precision, clock.to_local(now).date())
    before = [change for change in alliance.phases if change.known_until <= until]
    if before and before[-1].phase is phase:
        raise SamePhaseError
    entered = PhaseChange(
        alliance=alliance,
        phase=phase,
        since_on=since_on,
        known_until=until,
        precision=since_precision,
        note=note,
        by_user=by,
        recorded_at=now,
    )
    db.session.add(entered)
    db.session.flush()
    db.session.expire(alliance, ["phases"])


def show(
    alliance: LocalAlliance,
    criterion: Criterion,
    *,
    evidence: Evidence | None = None,
    title: str | None = None,
    link: str | None = None,
    dated_on: date | None = None,
    by: User,
    now: datetime,
) -> CriterionEvidence:
    """Add what shows a criterion: evidence of an outcome, or a source with a title.

    Raises:
        ShownAlreadyError: it stands there.
    """
    lock_row(alliance)
    wanted = (criterion, evidence and evidence.id, title, link)
    for item in alliance.evidence:
        known = (item.criterion, item.evidence_id, item.title, item.link)
        if item.withdrawn_at is None and known == wanted:
            raise ShownAlreadyError
    shown = CriterionEvidence(
        alliance=alliance,
        criterion=criterion,
        evidence=evidence,
        title=title,
        link=link,
        dated_on=dated_on,
        added_by=by,
        added_at=now,
    )
    db.session.add(shown)
    db.session.flush()
    return shown


def withdraw(shown: CriterionEvidence, *, by: User, now: datetime) -> None:
    """Take back what proved not to show a criterion; that it stood there stays to be seen."""
    lock_row(shown)
    if shown.withdrawn_at is None:
        shown.withdrawn_at, shown.withdrawn_by = now, by
        db.session.flush()


def _free_key(place: str, own: LocalAlliance | None) -> str:
    key = key_of(place)
    if not key:
        raise PlaceWithoutLettersError
    found = queries.by_place(place)
    if found is not None and found is not own:
        raise PlaceTakenError(found.place)
    return key
