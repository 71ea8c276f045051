"""Makers of rows for tests: name only what matters to the test."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from academie.accounts.models import Role, RoleName, User
from academie.core.db import db, new_ref
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventKind, EventMode, MoneyState

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
WHEN = datetime(2027, 3, 9, 18, 30, tzinfo=UTC)
CONDITIONS: dict[str, Any] = {
    "wish": "Scholen en gemeente willen elkaar beter vinden.",
    "meeting_money": MoneyState.PLEDGED,
    "campaign_money": MoneyState.PLEDGED,
}
"""What an academy needs before it can be published."""


def make_event(
    *,
    capacity: int | None = 100,
    online_capacity: int | None = None,
    published: bool = True,
    now: datetime = NOW,
    **fields: Any,
) -> Event:
    """Make a meeting in Leeuwarden, published unless said otherwise."""
    values: dict[str, Any] = {
        "kind": EventKind.PUBLIEKSACADEMIE,
        "title": "Publieksacademie Leeuwarden",
        "theme": "Verborgen armoede",
        "mode": EventMode.ONSITE,
        "venue": "Dorpshuis De Terphoeve",
        "address": "Hemrikweg 4",
        "place": "Leeuwarden",
        "starts_at": WHEN,
        "ends_at": WHEN + timedelta(hours=2, minutes=15),
        "organisation": "Alliantie Kinderarmoede",
        "reply_address": "leeuwarden@voorbeeld.nl",
        "phone": "058-234 56 78",
        **CONDITIONS,
    } | fields
    capacities = {AttendanceMode.ONSITE: capacity, AttendanceMode.ONLINE: online_capacity}
    event = events.plan(now=now, capacities=capacities, **values)
    if published:
        events.publish(event, now=now)
    db.session.commit()
    return event


def make_user(
    role: RoleName = RoleName.PROJECT_TEAM,
    email: str = "projectteam@voorbeeld.nl",
    events: Sequence[Event] = (),
) -> User:
    """Make a member of staff with one role, and hand them meetings to organise."""
    user = User(
        email=email,
        name="Janneke",
        active=True,
        fs_uniquifier=new_ref(),
        created_at=NOW,
        roles=list(db.session.scalars(select(Role).where(Role.name == role))),
    )
    db.session.add(user)
    for event in events:
        event.organisers.append(user)
    db.session.commit()
    return user
