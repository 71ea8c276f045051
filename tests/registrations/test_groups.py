"""Small groups: chosen when registering, changed later, never fuller than they can hold."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import groups as verbs
from academie.events import service as events
from academie.events.models import Event
from academie.events.pools import CapacityTooLowError
from academie.events.terms import AttendanceMode, EventMode
from academie.outbox.models import OutboxMessage
from academie.registrations import groups, seats, service
from academie.registrations.models import RegistrationStatus
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import accept_offer, make_group, register

pytestmark = pytest.mark.usefixtures("app")


def taken(event: Event) -> list[int]:
    db.session.expire_all()
    return [pool.taken for pool in event.pools] + [group.pool.taken for group in event.groups]


def test_a_party_takes_its_seats_in_the_room_and_in_its_group() -> None:
    event = make_event()
    group = make_group(event, capacity=4)

    guest = register(event, people=3, group=group)

    assert guest.breakout_group is group
    assert taken(event) == [3, 3]


def test_a_group_without_room_is_refused_and_takes_no_seat() -> None:
    event = make_event()
    group = make_group(event, capacity=2)
    register(event, "eerste@voorbeeld.nl", group=group)

    with pytest.raises(seats.GroupFullError, match="geen plek voor zoveel mensen"):
        register(event, people=2, group=group)
    db.session.rollback()

    assert taken(event) == [1, 1]


def test_a_known_address_cannot_be_told_by_a_full_group() -> None:
    event = make_event()
    group = make_group(event, capacity=1)
    register(event, group=group)

    with pytest.raises(seats.GroupFullError, match="net vol"):
        register(event, group=group)


def test_somebody_online_cannot_join_a_group_in_the_room() -> None:
    event = make_event(mode=EventMode.HYBRID)
    group = make_group(event)

    with pytest.raises(seats.GroupNotOfferedError, match="op de locatie"):
        register(event, mode=AttendanceMode.ONLINE, group=group)


def test_who_waits_keeps_a_wish_and_gets_the_group_with_the_seat() -> None:
    event = make_event(capacity=1)
    group = make_group(event, capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event, group=group)
    before = taken(event)

    service.cancel(first, now=NOW)
    accept_offer(waiting)

    assert before == [1, 0]
    assert (waiting.status, waiting.breakout_group) == (RegistrationStatus.CONFIRMED, group)
    assert taken(event) == [1, 1]


def test_who_moves_up_while_the_group_is_full_comes_without_and_is_told_so() -> None:
    event = make_event(capacity=2)
    group = make_group(event, capacity=1)
    register(event, "groep@voorbeeld.nl", group=group)
    leaving = register(event, "eerste@voorbeeld.nl")
    waiting = register(event, group=group)

    service.cancel(leaving, now=NOW)
    accept_offer(waiting)

    told = select(OutboxMessage).filter_by(kind="registrations.confirmed", about=waiting.ref)
    assert (waiting.status, waiting.breakout_group) == (RegistrationStatus.CONFIRMED, None)
    assert db.session.scalars(told).one().detail["missed_group"] == "Schulden"
    assert taken(event) == [2, 1]


def test_signing_off_frees_the_seat_in_the_group() -> None:
    event = make_event()
    group = make_group(event, capacity=1)
    guest = register(event, group=group)

    service.cancel(guest, now=NOW)
    db.session.commit()

    assert taken(event) == [0, 0]
    assert groups.numbers(event) == {group.ref: groups.GroupNumbers()}
    groups.remove(group, now=NOW)


def test_another_group_is_chosen_before_the_old_one_is_given_back() -> None:
    event = make_event()
    one, other = make_group(event, capacity=2), make_group(event, "Wonen", capacity=2)
    guest = register(event, people=2, group=one)

    groups.choose(guest, other, now=NOW)
    db.session.commit()

    assert taken(event) == [2, 0, 2]
    groups.choose(guest, None, now=NOW)
    db.session.commit()
    assert taken(event) == [2, 0, 0]


def test_a_choice_without_room_leaves_the_old_group() -> None:
    event = make_event()
    one, full = make_group(event), make_group(event, "Wonen", capacity=0)
    guest = register(event, group=one)

    with pytest.raises(seats.GroupFullError):
        groups.choose(guest, full, now=NOW)
    db.session.rollback()

    assert guest.breakout_group is one
    assert taken(event) == [1, 1, 0]


def test_nobody_chooses_once_the_meeting_has_begun() -> None:
    event = make_event()
    group = make_group(event)
    guest = register(event)

    with pytest.raises(IllegalMoveError, match="geen andere groep"):
        groups.choose(guest, group, now=WHEN)


def test_a_wish_for_a_full_group_may_be_kept() -> None:
    event = make_event(capacity=0)
    full = make_group(event, capacity=0)
    guest = register(event)

    groups.choose(guest, full, now=NOW)

    assert guest.breakout_group is full


def test_a_group_that_somebody_chose_stays() -> None:
    event = make_event(capacity=2)
    chosen, free = make_group(event), make_group(event, "Wonen")
    register(event, people=2, group=chosen)
    register(event, "wacht@voorbeeld.nl", people=3, group=chosen)

    with pytest.raises(groups.GroupChosenError, match="5 mensen kozen deze groep"):
        groups.remove(chosen, now=NOW)
    groups.remove(free, now=NOW)
    db.session.commit()

    assert [group.title for group in event.groups] == ["Schulden"]


def test_a_group_cannot_shrink_under_who_sits_in_it() -> None:
    event = make_event()
    group = make_group(event, capacity=5)
    register(event, people=3, group=group)

    with pytest.raises(CapacityTooLowError, match="Er hebben 3 mensen een plek"):
        verbs.change(group, mode=AttendanceMode.ONSITE, capacity=2, now=NOW)


def test_a_group_with_people_cannot_change_places() -> None:
    event = make_event(mode=EventMode.HYBRID)
    group = make_group(event)
    register(event, group=group)

    with pytest.raises(IllegalMoveError, match="al mensen in deze groep"):
        verbs.change(group, mode=AttendanceMode.ONLINE, capacity=None, now=NOW)


def test_groups_change_places_with_their_neighbour() -> None:
    event = make_event()
    for title in ("Een", "Twee", "Drie"):
        make_group(event, title)
    one, _two, three = event.groups

    verbs.move(three, up=True, now=NOW)
    verbs.move(one, up=True, now=NOW)
    db.session.commit()

    assert [group.title for group in event.groups] == ["Een", "Drie", "Twee"]


def test_groups_are_no_way_to_take_part() -> None:
    event = make_event(capacity=1)
    make_group(event, capacity=500)

    register(event)
    waiting = register(event, "wacht@voorbeeld.nl")

    assert [pool.capacity for pool in event.pools] == [1]
    assert waiting.status is RegistrationStatus.WAITLISTED


def test_a_draft_goes_with_its_groups() -> None:
    event = make_event(published=False)
    make_group(event)

    events.delete_draft(event)
    db.session.commit()

    assert db.session.scalars(select(Event)).all() == []


def test_people_in_groups_are_counted_with_those_who_wait() -> None:
    event = make_event(capacity=2)
    group = make_group(event)
    register(event, people=2, group=group)
    register(event, "wacht@voorbeeld.nl", people=3, group=group, now=NOW + timedelta(hours=1))

    assert groups.numbers(event) == {group.ref: groups.GroupNumbers(seated=2, waiting=3)}
