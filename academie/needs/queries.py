"""Questions about what guests need; whoever asks them shows the answer to hosts alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, select

from academie.accounts.models import RoleName, User
from academie.core.db import db
from academie.events.models import Event
from academie.needs.models import Food, Host, Need, SealedNeeds
from academie.needs.sealing import Needs, unseal

Asked = Mapping[int, Needs]
"""What parties asked for, by the id of the registration."""


class Action(NamedTuple):
    """Something to arrange for a meeting, for how many parties."""

    what: Need | Food
    parties: int


def of_guest(registration_id: int) -> Needs:
    """Tell what a party asked for; nothing when it asked nothing."""
    found = db.session.get(SealedNeeds, registration_id)
    return unseal(found.sealed) if found else Needs()


def of_event(event: Event) -> Asked:
    """Tell what the parties of a meeting asked for."""
    rows = db.session.execute(
        select(SealedNeeds.registration_id, SealedNeeds.sealed).where(
            SealedNeeds.event_id == event.id
        )
    )
    return {registration_id: unseal(sealed) for registration_id, sealed in rows}


def who_asked(event: Event) -> frozenset[int]:
    """Tell which registrations asked for something, and not for what."""
    asked = select(SealedNeeds.registration_id).where(SealedNeeds.event_id == event.id)
    return frozenset(db.session.scalars(asked))


def actions(asked: Asked) -> list[Action]:
    """Add up what must be arranged, in the order of the form."""
    counted = Counter(what for party in asked.values() for what in (*party.needs, *party.food))
    return [Action(what, counted[what]) for what in (*Need, *Food) if counted[what]]


def hosts(event: Event) -> Sequence[User]:
    """List the hosts of a meeting."""
    named = select(User).join(Host, Host.user_id == User.id).where(Host.event_id == event.id)
    return db.session.scalars(named.order_by(User.name, User.id)).all()


def hosted_by(user: User, now: datetime) -> Sequence[Event]:
    """List the meetings ahead of which somebody of the staff is the host."""
    return db.session.scalars(
        select(Event)
        .join(Host, Host.event_id == Event.id)
        .where(Host.user_id == user.id, Event.ends_at > now)
        .order_by(Event.starts_at, Event.id)
    ).all()


def may_see(user: User, event: Event) -> bool:
    """Tell whether somebody of the staff may see what guests of a meeting need."""
    if user.holds(RoleName.PROJECT_TEAM):
        return True
    named = exists().where(Host.event_id == event.id, Host.user_id == user.id)
    return bool(db.session.scalar(select(named)))
