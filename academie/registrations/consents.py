"""What guests agree to: unticked until they tick it, and taken back as easily."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from academie.core.db import db
from academie.needs import service as needs
from academie.registrations.models import Consent, ConsentKind, Registration

TEXT_VERSION = "1, november 2026"
"""Of the sentences beside the boxes; a new wording gets a new version."""


def given(registration: Registration) -> frozenset[ConsentKind]:
    """Tell what a guest agrees to now."""
    return frozenset(consent.kind for consent in _live(registration))


def give(registration: Registration, kind: ConsentKind, *, now: datetime) -> None:
    """Note that a guest agrees; once more changes nothing."""
    if kind in given(registration):
        return
    db.session.add(
        Consent(registration_id=registration.id, kind=kind, text_version=TEXT_VERSION, given_at=now)
    )
    db.session.flush()


def withdraw(registration: Registration, kind: ConsentKind, *, now: datetime) -> None:
    """Note that a guest agrees no longer; what was kept for it goes at once."""
    for consent in _live(registration):
        if consent.kind is kind:
            consent.withdrawn_at = now
    if kind is ConsentKind.NEEDS:
        needs.forget(registration.id)
    db.session.flush()


def give_only(registration: Registration, kinds: Collection[ConsentKind], *, now: datetime) -> None:
    """Note all that a guest agrees to: these and nothing else."""
    for kind in ConsentKind:
        if kind in kinds:
            give(registration, kind, now=now)
        else:
            withdraw(registration, kind, now=now)


def _live(registration: Registration) -> list[Consent]:
    live = select(Consent).where(
        Consent.registration_id == registration.id, Consent.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(live))
