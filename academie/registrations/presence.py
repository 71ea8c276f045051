"""Who of a registration is in, or was there; the room of the door writes that down."""

from datetime import datetime

from sqlalchemy import ColumnElement, column, exists, func, select, table

from academie.core.db import db
from academie.events.terms import EventStatus
from academie.registrations.models import Registration

_CHECK_IN = table("check_in", column("registration_id"), column("people"))


def took_part() -> ColumnElement[bool]:
    """Say of a registration that it came, at the door or online."""
    return exists().where(_CHECK_IN.c.registration_id == Registration.id)


def was_there(registration: Registration, now: datetime) -> bool:
    """Tell whether a party took part, at the door or online, in a meeting that is over by now."""
    event = registration.event
    if event.status not in {EventStatus.PUBLISHED, EventStatus.CLOSED} or now < event.ends_at:
        return False
    return people_in(registration) > 0


def people_in(registration: Registration) -> int:
    """Count who of a party came in, at the door or online."""
    people = func.coalesce(func.sum(_CHECK_IN.c.people), 0)
    mine = _CHECK_IN.c.registration_id == registration.id
    return int(db.session.execute(select(people).where(mine)).scalar_one())
