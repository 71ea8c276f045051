"""What somebody who registered can change, and what that does to the seats."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from academie.checkin.lookup import Device
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience, EventMode
from academie.outbox.models import OutboxMessage
from academie.registrations import changing, moving, offers, seats, service
from academie.registrations.models import Registration, RegistrationStatus
from tests.checkin.factories import make_door, paired, take, ticket, undo
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import accept_offer, make_group, open_offer, register, reserve

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
CONFIRMED, OFFERED = RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED
WAITLISTED = RegistrationStatus.WAITLISTED
SOON = timedelta(minutes=15)

pytestmark = pytest.mark.usefixtures("app")


def taken(event: Event) -> list[int]:
    db.session.commit()
    db.session.expire_all()
    return [pool.taken for pool in event.pools] + [group.pool.taken for group in event.groups]


def told(kind: str) -> int:
    kinds = select(OutboxMessage).filter_by(kind=f"registrations.{kind}")
    return len(db.session.scalars(kinds).all())


def hybrid(capacity: int = 2, online: int = 2) -> Event:
    return make_event(mode=EventMode.HYBRID, capacity=capacity, online_capacity=online)


def come_in(guest: Registration, people: int) -> Device:
    """Let some of a party in before the meeting begins, by the reading "in"."""
    door = paired(make_door(guest.event))
    take(door, uuid="in", token=ticket(guest), people=people, at=WHEN - SOON)
    return door


def test_fewer_people_free_seats_for_who_waits() -> None:
    event = make_event(capacity=3)
    guest = register(event, people=3)
    waiting = register(event, "wacht@voorbeeld.nl", people=2)

    changing.change_party(guest, 1, now=NOW)

    assert (guest.people, waiting.status) == (1, OFFERED)
    assert taken(event) == [3]


def test_more_people_come_when_there_is_room_here_and_in_the_group() -> None:
    event = make_event(capacity=3)
    group = make_group(event, capacity=2)
    guest = register(event, group=group)

    changing.change_party(guest, 2, now=NOW)
    with pytest.raises(seats.GroupFullError, match="geen plek voor zoveel mensen"):
        changing.change_party(guest, 3, now=NOW)

    assert (guest.people, taken(event)) == (2, [2, 2])


def test_more_people_pass_nobody_who_waits() -> None:
    event = make_event(capacity=2)
    guest = register(event)
    register(event, "wacht@voorbeeld.nl", people=2)
    late = WHEN - timedelta(hours=1)
    register(event, "laat@voorbeeld.nl", now=late)
    event.pools[0].capacity = 4
    db.session.commit()

    with pytest.raises(offers.NoRoomError):
        changing.change_party(guest, 2, now=late)

    assert taken(event) == [2]


def test_a_party_that_outgrows_the_places_of_its_group_moves_to_the_general_ones() -> None:
    event = make_event(capacity=5)
    reserve(event, 2)
    guest = register(event, people=2, audience=Audience.RESIDENT)

    changing.change_party(guest, 3, now=NOW)

    assert taken(event) == [3, 0]


def test_a_party_is_no_larger_than_the_meeting_allows() -> None:
    guest = register(make_event(max_party=2))

    with pytest.raises(service.PartyTooLargeError):
        changing.change_party(guest, 3, now=NOW)


def test_who_waits_or_has_an_offer_may_come_with_fewer() -> None:
    event = make_event(capacity=2)
    first = register(event, people=2)
    offered = register(event, "een@voorbeeld.nl", people=2)
    waiting = register(event, "twee@voorbeeld.nl", people=2)
    service.cancel(first, now=NOW)

    changing.change_party(offered, 1, now=NOW)
    changing.change_party(waiting, 1, now=NOW)

    assert (offered.status, waiting.status) == (OFFERED, OFFERED)
    assert taken(event) == [2]


@pytest.mark.parametrize("now", [WHEN, WHEN + timedelta(days=1)])
def test_nothing_changes_once_the_meeting_has_begun(now: object) -> None:
    guest = register(hybrid())

    with pytest.raises(IllegalMoveError, match="Dit kan niet meer"):
        changing.change_party(guest, 2, now=now)  # type: ignore[arg-type] # a moment
    with pytest.raises(IllegalMoveError, match="Dit kan niet meer"):
        changing.switch_mode(guest, ONLINE, now=now)  # type: ignore[arg-type] # a moment


def test_who_is_in_is_not_signed_off_and_keeps_the_seats() -> None:
    event = hybrid(capacity=4)
    guest, waiting = register(event, people=3), register(event, "wacht@voorbeeld.nl", people=4)
    come_in(guest, 2)

    assert not service.may_cancel(guest, WHEN - SOON)
    with pytest.raises(IllegalMoveError, match="Afmelden kan niet meer"):
        service.cancel(guest, now=WHEN - SOON)
    with pytest.raises(IllegalMoveError, match="doet al iemand mee"):
        changing.switch_mode(guest, ONLINE, now=WHEN - SOON)
    with pytest.raises(IllegalMoveError, match="Er doen al 2 mensen mee"):
        changing.change_party(guest, 1, now=WHEN - SOON)

    changing.change_party(guest, 2, now=WHEN - SOON)
    assert (guest.status, waiting.status, taken(event)) == (CONFIRMED, WAITLISTED, [2, 0])


def test_who_was_let_in_by_mistake_can_sign_off() -> None:
    guest = register(make_event())
    door = come_in(guest, 1)
    undo(door, "in", at=WHEN - SOON)

    service.cancel(guest, now=WHEN - SOON)

    assert guest.status is RegistrationStatus.CANCELLED


def test_another_way_to_take_part_frees_and_claims_and_counts_the_invite() -> None:
    event = hybrid()
    group = make_group(event)
    guest = register(event, people=2, group=group)

    changing.switch_mode(guest, ONLINE, now=NOW)

    assert (guest.mode, guest.invite_sequence, guest.breakout_group) == (ONLINE, 1, None)
    assert taken(event) == [0, 2, 0]


def test_who_cannot_go_online_keeps_the_seat_in_the_room() -> None:
    event = hybrid(online=1)
    guest = register(event, people=2)

    with pytest.raises(offers.NoRoomError):
        changing.switch_mode(guest, ONLINE, now=NOW)

    assert (guest.mode, taken(event)) == (ONSITE, [2, 0])


def test_a_mode_the_meeting_does_not_have_is_refused() -> None:
    guest = register(make_event())

    with pytest.raises(service.ModeNotOfferedError):
        changing.switch_mode(guest, ONLINE, now=NOW)


def test_who_waits_switches_nothing() -> None:
    event = hybrid(capacity=0)
    waiting = register(event)

    with pytest.raises(IllegalMoveError, match="Op de wachtlijst"):
        changing.switch_mode(waiting, ONLINE, now=NOW)


def test_switching_to_the_room_takes_the_offer_of_the_room() -> None:
    event = hybrid(capacity=1)
    first = register(event)
    guest = register(event, "wacht@voorbeeld.nl")
    offers.join_online_meanwhile(guest, now=NOW)
    service.cancel(first, now=NOW)

    changing.switch_mode(guest, ONSITE, now=NOW)

    assert (guest.mode, guest.waits_for, taken(event)) == (ONSITE, None, [1, 0])


def test_names_are_put_right_without_a_mail() -> None:
    guest = register(make_event())

    changing.correct(guest, given_name="Fatma", family_name=None, now=NOW)

    assert (guest.full_name, guest.link_version, told("confirmed")) == ("Fatma", 1, 1)


def test_a_new_address_gets_the_mail_and_the_old_links_end() -> None:
    guest = register(make_event())

    changing.correct(
        guest, given_name="Fatima", family_name=None, email="goed@voorbeeld.nl", now=NOW
    )

    assert (guest.email, guest.link_version) == ("goed@voorbeeld.nl", 2)


def test_an_address_of_another_registration_is_refused() -> None:
    event = make_event()
    register(event, "ander@voorbeeld.nl")
    guest = register(event)

    with pytest.raises(changing.AddressTakenError):
        changing.correct(
            guest, given_name="F", family_name=None, email="ander@voorbeeld.nl", now=NOW
        )


def test_the_second_choice_is_taken_when_the_first_is_full() -> None:
    event = make_event()
    full, other = make_group(event, capacity=0), make_group(event, "Wonen", capacity=1)

    guest = register(event, group=full, second_group=other)

    assert (guest.breakout_group, guest.second_group) == (other, full)
    assert taken(event) == [1, 0, 1]
    with pytest.raises(seats.GroupFullError, match="net vol"):
        register(event, "laat@voorbeeld.nl", group=full, second_group=other)


def test_an_offer_takes_the_second_choice_when_the_first_is_full() -> None:
    event = make_event(capacity=1)
    full, other = make_group(event, capacity=0), make_group(event, "Wonen")
    first = register(event)
    waiting = register(event, "wacht@voorbeeld.nl", group=full, second_group=other)
    service.cancel(first, now=NOW)
    held = taken(event)

    accept_offer(waiting)

    assert held == [1, 0, 1]
    assert (waiting.breakout_group, waiting.second_group) == (other, full)


def test_who_waits_for_the_room_keeps_the_wish_for_a_group_there() -> None:
    event = hybrid(capacity=1)
    group = make_group(event)
    first = register(event)
    waiting = register(event, "wacht@voorbeeld.nl", group=group)

    offers.join_online_meanwhile(waiting, now=NOW)
    online = waiting.breakout_group
    service.cancel(first, now=NOW)
    offers.accept(open_offer(waiting), now=NOW)

    assert online is None
    assert (waiting.breakout_group, taken(event)) == (group, [1, 0, 1])


def test_who_takes_part_online_and_waits_stays_there_when_the_room_goes() -> None:
    event = hybrid(capacity=1)
    register(event)
    waiting = register(event, "wacht@voorbeeld.nl")
    offers.join_online_meanwhile(waiting, now=NOW)
    event.pools[0].capacity = 2
    db.session.commit()
    offers.offer_free_seats(NOW)

    events.change(event, now=NOW, capacities={ONLINE: 3}, mode=EventMode.ONLINE)
    moving.move_along(event, now=NOW)

    assert (waiting.status, waiting.mode, waiting.waits_for) == (CONFIRMED, ONLINE, None)
    assert taken(event) == [2]
