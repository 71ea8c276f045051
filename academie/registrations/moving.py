"""When a meeting is held in another way: everybody who registered moves along."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import Update, not_, select, update

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import pools
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations import offers, seats
from academie.registrations.models import Registration, RegistrationStatus, SeatOffer


def move_along(event: Event, *, now: datetime) -> None:
    """Bring who holds a seat or waits in a way to take part that is gone, to the one that is left.

    They keep their seats, and their place in the line by how long they waited. All move or none:
    `events.service.change` has made sure that they fit. Nobody is told here; that follows from
    the meeting's new sequence.

    Raises:
        IllegalMoveError: somebody does not fit after all.
    """
    modes = event.mode.attendance_modes
    if len(modes) == len(AttendanceMode):
        return
    event_queries.lock(event)
    event_queries.read_seats(event)
    left = pools.general(event, modes[0])
    _end_waiting_elsewhere(event, now)
    for gone in [pool for pool in event.pools if pool.mode not in modes]:
        if left is None or not seats.move_all(gone, left):
            raise IllegalMoveError(_("Niet iedereen past. Kies meer plekken."))
        event.pools.remove(gone)
    for statement in _follow(event, modes[0]):
        db.session.execute(statement.execution_options(synchronize_session=False))
    db.session.flush()
    db.session.expire_all()


def _end_waiting_elsewhere(event: Event, now: datetime) -> None:
    """Let who took part online while waiting for the room wait no longer: one way is left."""
    both = select(Registration).where(
        Registration.event_id == event.id,
        Registration.status == RegistrationStatus.CONFIRMED,
        Registration.waits_for.is_not(None),
    )
    for registration in db.session.scalars(both.with_for_update()):
        offers.withdraw(registration, now)
        seats.give_back(registration, registration.waits_for)
        registration.waits_for = None
    db.session.flush()


def _follow(event: Event, mode: AttendanceMode) -> tuple[Update, ...]:
    """Change how live parties take part; who moves back before hearing of it never moved."""
    gone = Registration.mode.not_in(event.mode.attendance_modes)
    of_event = select(Registration.id).where(Registration.event_id == event.id)
    return (
        update(Registration)
        .where(Registration.event_id == event.id, Registration.waits_for.is_not(None))
        .values(waits_for=mode),
        update(SeatOffer)
        .where(SeatOffer.ended_at.is_(None), SeatOffer.registration_id.in_(of_event))
        .values(mode=mode),
        update(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.status != RegistrationStatus.CANCELLED,
            gone,
        )
        .values(mode=mode, moved=not_(Registration.moved)),
    )
