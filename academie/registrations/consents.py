"""What guests agree to: unticked until they tick it, and taken back as easily."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from academie.core import journal
from academie.core.db import db
from academie.needs import service as needs
from academie.registrations.models import Consent, ConsentKind, Registration

TEXT_VERSION = "1, november 2026"
"""Of the sentences beside the boxes; a new wording gets a new version."""

SPOKEN_VERSION = "1, november 2026, gezegd"
"""Of the sentence that who writes it down for a guest ticks."""


def given(registration: Registration) -> frozenset[ConsentKind]:
    """Tell what a guest agrees to now."""
    return frozenset(consent.kind for consent in _live(registration))


def give(registration: Registration, kind: ConsentKind, *, now: datetime) -> None:
    """Note that a guest agrees; once more changes nothing."""
    if kind not in given(registration):
        db.session.add(_consent(registration, kind, now))
        db.session.flush()


def withdraw(
    registration: Registration,
    kind: ConsentKind,
    *,
    now: datetime,
    given_before: datetime | None = None,
) -> bool:
    """Note that a guest agrees no longer; what was kept for it goes at once.

    Args:
        given_before: leave a yes alone that was given later.

    Returns:
        whether there was a yes to take back.
    """
    consent = next((one for one in _live(registration) if one.kind is kind), None)
    if consent is None or (given_before and consent.given_at >= given_before):
        return False
    consent.withdrawn_at = now
    if kind is ConsentKind.NEEDS:
        needs.forget(registration.id)
    journal.note_wish(f"consent:{registration.ref}/{kind.value}", now)
    db.session.flush()
    return True


def give_only(
    registration: Registration,
    kinds: Collection[ConsentKind],
    *,
    now: datetime,
    version: str = TEXT_VERSION,
) -> None:
    """Note all that a guest agrees to: these and nothing else."""
    held = given(registration)
    for kind in sorted(held.difference(kinds)):
        withdraw(registration, kind, now=now)
    new = [kind for kind in kinds if kind not in held]
    db.session.add_all(_consent(registration, kind, now, version) for kind in new)
    if ConsentKind.NEEDS not in kinds:
        needs.forget(registration.id)
    db.session.flush()


def _consent(
    registration: Registration, kind: ConsentKind, now: datetime, version: str = TEXT_VERSION
) -> Consent:
    return Consent(registration_id=registration.id, kind=kind, text_version=version, given_at=now)


def _live(registration: Registration) -> list[Consent]:
    live = select(Consent).where(
        Consent.registration_id == registration.id, Consent.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(live))
