"""When a meeting is held in another way: everybody who registered moves along."""

from flask_babel import lazy_gettext as _
from sqlalchemy import Update, not_, update

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations import seats
from academie.registrations.models import Registration, RegistrationStatus


def move_along(event: Event) -> None:
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
    left = next(pool for pool in event.pools if pool.mode in modes)
    for gone in [pool for pool in event.pools if pool.mode not in modes]:
        if not seats.move_all(gone, left):
            raise IllegalMoveError(_("Niet iedereen past. Kies meer plekken."))
        event.pools.remove(gone)
    db.session.execute(_follow(event, left.mode))
    db.session.flush()
    db.session.expire_all()


def _follow(event: Event, mode: AttendanceMode) -> Update:
    """Change how live parties take part; who moves back before hearing of it never moved."""
    return (
        update(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.status != RegistrationStatus.CANCELLED,
            Registration.mode.not_in(event.mode.attendance_modes),
        )
        .values(mode=mode, moved=not_(Registration.moved))
        .execution_options(synchronize_session=False)
    )
