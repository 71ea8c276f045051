"""Who talks in which breakout group."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as ngettext
from sqlalchemy import func, select, update

from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import groups
from academie.events import queries as event_queries
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import EventStatus
from academie.outbox.service import enqueue
from academie.registrations import moves, seats, service, told
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.moves import Move


class GroupChosenError(DomainError):
    """People chose this group, so it cannot go."""

    def __init__(self, people: int) -> None:
        """Say how many."""
        super().__init__(
            ngettext(
                "%(num)s persoon koos deze groep. Je kunt haar niet weghalen.",
                "%(num)s mensen kozen deze groep. Je kunt haar niet weghalen.",
                people,
            )
        )


class GroupNumbers(NamedTuple):
    """People in a group: with a seat, and waiting for the meeting with a wish for this group."""

    seated: int = 0
    waiting: int = 0


def numbers(event: Event) -> dict[str, GroupNumbers]:
    """Count who chose each group of a meeting, by the ref of the group."""
    if not event.groups:
        return {}
    rows = db.session.execute(
        select(BreakoutGroup.ref, Registration.status, func.sum(Registration.people))
        .join(Registration, Registration.breakout_group_id == BreakoutGroup.id)
        .where(
            BreakoutGroup.event_id == event.id,
            Registration.status != RegistrationStatus.CANCELLED,
        )
        .group_by(BreakoutGroup.ref, Registration.status)
    )
    found = {group.ref: GroupNumbers() for group in event.groups}
    for ref, status, people in rows:
        now = found[ref]
        waits = status is RegistrationStatus.WAITLISTED
        found[ref] = (
            now._replace(waiting=now.waiting + people)
            if waits
            else now._replace(seated=now.seated + people)
        )
    return found


def may_choose(registration: Registration, now: datetime) -> bool:
    """Tell whether a party can still choose another group."""
    event = registration.event
    ahead = event.status is EventStatus.POSTPONED or now < event.starts_at
    return ahead and service.is_ahead(registration, now) and bool(event.groups)


def choose(registration: Registration, group: BreakoutGroup | None, *, now: datetime) -> None:
    """Let a party talk in another group; who waits for the meeting changes a wish.

    Its second choice stays what it was; when that is the group, the two change places. Who holds a
    ticket is mailed one that names the new group.

    Raises:
        IllegalMoveError: it has signed off, or the meeting has begun or is off.
        GroupNotOfferedError: the group is for those who take part in another way.
        GroupFullError: there is no room; the party keeps the group it had.
    """
    moves.hold_still(registration)
    moves.check(registration, Move.CHANGE_GROUP)
    if not may_choose(registration, now):
        raise IllegalMoveError(_("Je kunt nu geen andere groep meer kiezen."))
    if group is registration.breakout_group:
        return
    seated = registration.status is not RegistrationStatus.WAITLISTED
    moves_over = seated and group is not told.group_held(registration)
    people = registration.people if moves_over else 0
    seats.room_in_group((group,), mode=registration.mode, people=people)
    if moves_over and not seats.switch_group(registration, group):
        raise seats.GroupFullError(0)
    if group is not None and group is registration.second_group:
        registration.second_group = registration.breakout_group
    registration.breakout_group = group
    db.session.flush()
    if (
        registration.status is RegistrationStatus.CONFIRMED
        and registration.event.status is EventStatus.PUBLISHED
    ):
        enqueue("registrations.confirmed", registration.ref, now, {"regrouped": True})


def choose_second(
    registration: Registration, group: BreakoutGroup | None, *, now: datetime
) -> None:
    """Note the group that somebody takes when there is no room in the first.

    Who is offered seats, and had none in the first, has them in this one if there is room.

    Raises:
        IllegalMoveError: it has signed off, or the meeting has begun or is off.
        GroupNotOfferedError: the group is for those who take part in another way.
    """
    moves.hold_still(registration)
    moves.check(registration, Move.CHANGE_GROUP)
    if not may_choose(registration, now):
        raise IllegalMoveError(_("Je kunt nu geen andere groep meer kiezen."))
    seats.room_in_group((group,), mode=registration.mode, people=0)
    registration.second_group = None if group is registration.breakout_group else group
    if registration.status is RegistrationStatus.OFFERED:
        seats.switch_group(registration, None)
        seats.switch_group(registration, seats.first_with_room(registration, registration.mode))
    db.session.flush()


def remove(group: BreakoutGroup, *, now: datetime) -> None:
    """Take away a group that nobody chose.

    Raises:
        GroupChosenError: somebody did.
        IllegalMoveError: the meeting is over, or there are notes of the group.
    """
    event_queries.lock(group.event)
    chosen = select(func.sum(Registration.people)).where(
        Registration.breakout_group_id == group.id,
        Registration.status != RegistrationStatus.CANCELLED,
    )
    if people := db.session.scalar(chosen):
        raise GroupChosenError(people)
    _forget(group)
    groups.remove(group, now=now)


def _forget(group: BreakoutGroup) -> None:
    """Take a group that goes out of second choices, and out of what was cancelled."""
    for choice in ("breakout_group_id", "second_group_id"):
        db.session.execute(
            update(Registration)
            .where(getattr(Registration, choice) == group.id)
            .values({choice: None})
            .execution_options(synchronize_session=False)
        )
    db.session.expire_all()
