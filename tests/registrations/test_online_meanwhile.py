"""Who waits for the room takes part online at once, and keeps the place in line."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.outbox.models import OutboxMessage
from academie.registrations import line, offers, queries, service
from academie.registrations.guest_links import token_of
from academie.registrations.models import Registration, RegistrationStatus
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.registrations.factories import accept_offer, open_offer, register

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
CONFIRMED, CANCELLED = RegistrationStatus.CONFIRMED, RegistrationStatus.CANCELLED
DAY = timedelta(hours=24)

pytestmark = pytest.mark.usefixtures("app")


def taken(event: Event) -> list[int]:
    db.session.commit()
    db.session.expire_all()
    return [pool.taken for pool in event.pools]


def hybrid_and_full() -> tuple[Event, Registration, Registration]:
    """Make a hybrid meeting with a full room, and somebody who waits for it."""
    event = make_event(mode=EventMode.HYBRID, capacity=1, online_capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event, "tweede@voorbeeld.nl")
    assert line.may_join_online(waiting)
    offers.join_online_meanwhile(waiting, now=NOW)
    return event, first, waiting


def test_who_waits_for_the_room_takes_part_online_and_keeps_the_place_in_line() -> None:
    event, _first, waiting = hybrid_and_full()
    register(event, "derde@voorbeeld.nl")

    assert (waiting.status, waiting.mode, waiting.waits_for) == (CONFIRMED, ONLINE, ONSITE)
    assert (queries.position(waiting), waiting.invite_sequence) == (1, 0)
    assert taken(event) == [1, 1]


def test_a_seat_in_the_room_gives_the_online_one_back() -> None:
    event, first, waiting = hybrid_and_full()
    service.cancel(first, now=NOW)
    held = taken(event)

    accept_offer(waiting)

    assert held == [1, 1]
    assert (waiting.status, waiting.mode, waiting.waits_for) == (CONFIRMED, ONSITE, None)
    assert waiting.invite_sequence == 1
    assert taken(event) == [1, 0]


def test_who_declines_the_room_stays_online_and_leaves_the_line() -> None:
    event, first, waiting = hybrid_and_full()
    service.cancel(first, now=NOW)

    offers.decline(open_offer(waiting), now=NOW)

    assert (waiting.status, waiting.mode, waiting.waits_for) == (CONFIRMED, ONLINE, None)
    told = select(OutboxMessage.about).filter_by(kind="registrations.cancelled")
    assert db.session.scalars(told).all() == [first.ref]
    assert taken(event) == [0, 1]


def test_who_lets_the_room_pass_twice_stays_online() -> None:
    event, first, waiting = hybrid_and_full()
    service.cancel(first, now=NOW)

    offers.expire_due(NOW + DAY)
    once = (waiting.status, waiting.waits_for)
    offers.expire_due(NOW + 2 * DAY)

    assert once == (CONFIRMED, ONSITE)
    assert (waiting.status, waiting.mode, waiting.waits_for) == (CONFIRMED, ONLINE, None)
    assert taken(event) == [0, 1]


def test_who_cancels_gives_both_back() -> None:
    event, first, waiting = hybrid_and_full()
    service.cancel(first, now=NOW)

    service.cancel(waiting, now=NOW)

    assert (waiting.status, waiting.waits_for) == (CANCELLED, None)
    assert taken(event) == [0, 0]


def test_online_is_no_way_out_when_it_is_full_or_not_there() -> None:
    event, _first, _waiting = hybrid_and_full()
    third = register(event, "derde@voorbeeld.nl")
    elsewhere = make_event(capacity=0)
    waiting = register(elsewhere, "tweede@voorbeeld.nl")

    assert not line.may_join_online(third)
    with pytest.raises(offers.NoRoomError):
        offers.join_online_meanwhile(third, now=NOW)
    with pytest.raises(IllegalMoveError, match="niet online"):
        offers.join_online_meanwhile(waiting, now=NOW)


def test_who_takes_part_online_stands_in_line_for_a_full_room_too() -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=1, online_capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    guest = register(event, mode=ONLINE)

    offers.wait_for_room(guest, now=NOW)
    place = queries.position(guest)
    service.cancel(first, now=NOW)

    assert (guest.status, guest.mode, guest.waits_for, place) == (CONFIRMED, ONLINE, ONSITE, 1)
    assert open_offer(guest).mode is ONSITE
    with pytest.raises(IllegalMoveError, match="Je kunt nu niet"):
        offers.wait_for_room(guest, now=NOW)


def test_the_line_for_the_room_is_offered_on_my_page(browser: Browser) -> None:
    guest = register(make_event(mode=EventMode.HYBRID, capacity=0, online_capacity=1), mode=ONLINE)
    browser.get(f"/aanmelding/{token_of(guest)}")

    page = browser.submit('form[action$="/ook-wachten"]')

    assert "Je staat op plek 1 van de wachtlijst voor de locatie." in page.text("main")
    assert not page.select('form[action$="/ook-wachten"]')


def test_who_chose_how_to_take_part_after_a_change_was_last_told_that_way() -> None:
    event, first, waiting = hybrid_and_full()
    waiting.moved = True
    service.cancel(first, now=NOW)

    accept_offer(waiting)

    assert waiting.told_mode is ONSITE
    other = register(event, "derde@voorbeeld.nl")
    other.moved = True
    offers.join_online_meanwhile(other, now=NOW)
    assert other.told_mode is ONLINE
