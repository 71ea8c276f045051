"""Who gets a seat, who waits, and who hears what."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations import offers, service
from academie.registrations.models import Registration, RegistrationStatus
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import register

LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("app")


def outbox(kind: str | None = None) -> list[OutboxMessage]:
    messages = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [message for message in messages if kind in {None, message.kind}]


def send_all() -> None:
    for message in outbox():
        message.status, message.sent_at = MessageStatus.SENT, LATER
    db.session.commit()


def taken(event: Event) -> list[int]:
    db.session.expire_all()
    return [pool.taken for pool in event.pools]


def capacities(count: int | None) -> dict[AttendanceMode, int | None]:
    return {AttendanceMode.ONSITE: count}


def test_somebody_who_registers_gets_a_seat_and_a_mail() -> None:
    event = make_event()

    registration = register(event, people=3)

    assert registration.status is RegistrationStatus.CONFIRMED
    assert taken(event) == [3]
    assert [message.kind for message in outbox()] == ["registrations.confirmed"]


def test_a_full_event_puts_the_next_person_on_the_waiting_list() -> None:
    event = make_event(capacity=1)
    register(event, "eerste@voorbeeld.nl")

    late = register(event, "tweede@voorbeeld.nl")

    assert late.status is RegistrationStatus.WAITLISTED
    assert taken(event) == [1]
    assert len(outbox("registrations.waitlisted")) == 1


def test_an_event_without_limit_is_never_full() -> None:
    event = make_event(capacity=None)

    parties = [register(event, f"gast{n}@voorbeeld.nl", people=4) for n in range(3)]

    assert {party.status for party in parties} == {RegistrationStatus.CONFIRMED}


def test_a_small_party_does_not_pass_a_waiting_one_that_fits() -> None:
    event = make_event(capacity=2)
    register(event, "eerste@voorbeeld.nl", people=2)
    register(event, "tweede@voorbeeld.nl")
    events.change(event, now=NOW, capacities=capacities(3))

    third = register(event, "derde@voorbeeld.nl")

    assert third.status is RegistrationStatus.WAITLISTED


def test_a_small_party_passes_a_waiting_one_that_does_not_fit() -> None:
    event = make_event(capacity=2)
    register(event, "eerste@voorbeeld.nl")
    register(event, "tweede@voorbeeld.nl", people=2)

    third = register(event, "derde@voorbeeld.nl")

    assert third.status is RegistrationStatus.CONFIRMED


def test_a_room_and_the_screen_have_their_own_seats() -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=1, online_capacity=1)
    register(event, "zaal@voorbeeld.nl")

    online = register(event, "scherm@voorbeeld.nl", mode=AttendanceMode.ONLINE)

    assert online.status is RegistrationStatus.CONFIRMED


def test_a_known_address_changes_nothing_and_gets_its_mail_again() -> None:
    event = make_event()
    first = register(event)
    send_all()

    again = register(event, given_name="Iemand anders", people=4)

    assert again is first
    assert (again.given_name, again.people, taken(event)) == ("Fatima", 1, [1])
    assert [message.detail for message in outbox("registrations.confirmed")] == [
        {},
        {"again": True},
    ]


def test_a_party_larger_than_allowed_is_refused() -> None:
    event = make_event(max_party=2)

    with pytest.raises(service.PartyTooLargeError, match="1 tot en met 2"):
        register(event, people=3)


def test_a_mode_the_event_does_not_have_is_refused() -> None:
    event = make_event()

    with pytest.raises(service.ModeNotOfferedError):
        register(event, mode=AttendanceMode.ONLINE)


def test_nobody_registers_once_the_event_has_begun() -> None:
    event = make_event()

    with pytest.raises(service.RegistrationClosedError, match="058-234 56 78"):
        register(event, now=WHEN)


def test_cancelling_offers_the_seats_to_the_first_parties_that_fit() -> None:
    event = make_event(capacity=2)
    first = register(event, "eerste@voorbeeld.nl", people=2)
    large = register(event, "groot@voorbeeld.nl", people=3)
    small = register(event, "klein@voorbeeld.nl", people=1)
    last = register(event, "laatst@voorbeeld.nl", people=1)

    service.cancel(first, now=LATER)
    db.session.commit()

    assert first.status is RegistrationStatus.CANCELLED
    assert large.status is RegistrationStatus.WAITLISTED
    assert small.status is RegistrationStatus.OFFERED
    assert last.status is RegistrationStatus.OFFERED
    assert taken(event) == [2]
    assert [message.about for message in outbox("registrations.offered")] == [small.ref, last.ref]


def test_cancelling_twice_is_refused() -> None:
    registration = register(make_event())
    service.cancel(registration, now=LATER)

    with pytest.raises(IllegalMoveError, match="Afgemeld"):
        service.cancel(registration, now=LATER)


def test_nobody_signs_off_after_the_event() -> None:
    registration = register(make_event())

    with pytest.raises(IllegalMoveError, match="is voorbij"):
        service.cancel(registration, now=WHEN + timedelta(days=1))


def test_coming_back_after_cancelling_keeps_code_and_goes_on_counting() -> None:
    event = make_event()
    first = register(event)
    ref, code = first.ref, first.code
    service.cancel(first, now=LATER)

    back = register(event, people=2, now=LATER)

    assert (back.ref, back.code, back.people) == (ref, code, 2)
    assert back.status is RegistrationStatus.CONFIRMED
    assert back.invite_sequence == 2
    assert taken(event) == [2]


def test_a_larger_room_is_offered_to_who_waits() -> None:
    event = make_event(capacity=1)
    register(event, "eerste@voorbeeld.nl")
    waiting = register(event, "tweede@voorbeeld.nl")
    events.change(event, now=LATER, capacities=capacities(2))
    db.session.commit()

    offers.offer_free_seats(LATER)
    db.session.commit()

    assert waiting.status is RegistrationStatus.OFFERED
    assert len(outbox("registrations.offered")) == 1


def test_nothing_is_offered_once_the_event_has_begun() -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event, "tweede@voorbeeld.nl")

    service.cancel(first, now=WHEN)
    offers.offer_free_seats(WHEN)

    assert waiting.status is RegistrationStatus.WAITLISTED


def test_guests_hear_once_of_a_change_and_their_invite_goes_on_counting() -> None:
    event = make_event(capacity=1)
    guest = register(event)
    waiting = register(event, "wacht@voorbeeld.nl")
    send_all()
    events.change(event, now=LATER, capacities=capacities(1), venue="De Klok")

    service.tell_about_changes(LATER)
    service.tell_about_changes(LATER)
    db.session.commit()

    told = outbox("registrations.event_changed")
    assert [(message.about, message.detail) for message in told] == [
        (guest.ref, {"since": 0, "until": 1, "mode": "onsite"}),
        (waiting.ref, {"since": 0, "until": 1, "mode": "onsite"}),
    ]
    assert (guest.told_sequence, guest.invite_sequence) == (1, 1)
    assert waiting.invite_sequence is None


def test_a_returned_guests_invite_stays_ahead_of_the_event() -> None:
    event = make_event()
    guest = register(event)
    service.cancel(guest, now=LATER)
    register(event, now=LATER)
    events.change(event, now=LATER, capacities=capacities(100), venue="De Klok")

    service.tell_about_changes(LATER)

    assert (event.sequence, guest.invite_sequence) == (1, 3)


def test_guests_hear_that_an_event_is_postponed_and_called_off() -> None:
    event = make_event()
    register(event)
    send_all()

    events.postpone(event, now=LATER)
    service.tell_about_changes(LATER)
    events.cancel(event, reason="Te weinig sprekers.", now=LATER)
    service.tell_about_changes(WHEN + timedelta(days=3))

    assert outbox("registrations.event_postponed")
    assert not outbox("registrations.event_cancelled")


def test_a_postponed_event_may_be_called_off_after_its_old_date() -> None:
    event = make_event()
    register(event)
    events.postpone(event, now=LATER)
    late = WHEN + timedelta(days=3)

    events.cancel(event, reason="Te weinig sprekers.", now=late)
    service.tell_about_changes(late)

    assert len(outbox("registrations.event_cancelled")) == 1


def test_whoever_signed_off_hears_nothing_more() -> None:
    event = make_event()
    service.cancel(register(event), now=LATER)
    events.change(event, now=LATER, capacities=capacities(100), venue="De Klok")

    service.tell_about_changes(LATER)

    assert not outbox("registrations.event_changed")


def test_nobody_is_told_of_an_event_that_is_over() -> None:
    event = make_event()
    register(event)
    events.change(event, now=LATER, capacities=capacities(100), venue="De Klok")

    service.tell_about_changes(WHEN + timedelta(days=1))

    assert not outbox("registrations.event_changed")


def test_codes_have_no_letters_that_look_alike(app: Flask) -> None:
    del app
    event = make_event()

    codes = [register(event, f"gast{n}@voorbeeld.nl").code for n in range(20)]

    assert len(set(codes)) == 20
    assert not set("".join(codes)) & set("0O1IL2Z5S8B")
    assert {len(code) for code in codes} == {6}
    assert db.session.scalar(select(Registration.code).where(Registration.code == codes[0]))
