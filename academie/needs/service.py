"""Keeping what guests need, for the hosts of their meeting alone."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete

from academie.accounts.models import User
from academie.core.db import db
from academie.events.models import Event
from academie.needs.models import Host, SealedNeeds
from academie.needs.sealing import Needs, seal


def keep(registration_id: int, event: Event, asked: Needs, *, now: datetime) -> None:
    """Keep what a party asked for instead of what it asked before; nothing asked is nothing kept.

    The caller has made sure that the party agrees to this.
    """
    forget(registration_id)
    if not any(asked):
        return
    db.session.add(
        SealedNeeds(
            registration_id=registration_id, event_id=event.id, sealed=seal(asked), kept_at=now
        )
    )
    db.session.flush()


def forget(registration_id: int) -> None:
    """Forget what a party asked for, at once."""
    db.session.execute(delete(SealedNeeds).where(SealedNeeds.registration_id == registration_id))


def name_hosts(event: Event, users: Iterable[User]) -> None:
    """Let these people see what guests of a meeting need, and nobody else."""
    db.session.execute(delete(Host).where(Host.event_id == event.id))
    db.session.add_all(Host(event_id=event.id, user_id=user.id) for user in users)
    db.session.flush()
