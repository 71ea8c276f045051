"""Signing off by mistake: back in the same seats, and in the same place in line."""

from datetime import UTC, datetime, timedelta

import pytest

from academie.core import clock
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import moving, offers, queries, service, undoing
from academie.registrations.guest_links import token_of
from academie.registrations.models import RegistrationStatus
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.registrations.factories import make_group, register

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
CONFIRMED, WAITLISTED = RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED
SOON = timedelta(minutes=15)

pytestmark = pytest.mark.usefixtures("app")


def taken(event: Event) -> list[int]:
    db.session.commit()
    db.session.expire_all()
    return [pool.taken for pool in event.pools] + [group.pool.taken for group in event.groups]


def test_signing_off_is_undone_with_seat_and_group() -> None:
    event = make_event(capacity=2)
    group = make_group(event, capacity=2)
    guest = register(event, people=2, group=group)
    service.cancel(guest, now=NOW)

    undoing.undo_cancel(guest, now=NOW + SOON)

    assert (guest.status, guest.breakout_group, guest.invite_sequence) == (CONFIRMED, group, 2)
    assert taken(event) == [2, 2]


def test_signing_off_is_not_undone_after_a_quarter_or_when_the_seat_is_gone() -> None:
    event = make_event(capacity=1)
    guest = register(event)
    service.cancel(guest, now=NOW)

    with pytest.raises(IllegalMoveError, match="Meld je opnieuw aan"):
        undoing.undo_cancel(guest, now=NOW + SOON + timedelta(seconds=1))
    register(event, "ander@voorbeeld.nl")
    with pytest.raises(IllegalMoveError, match="heeft de plek al"):
        undoing.undo_cancel(guest, now=NOW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("signed_off_at", "shown"),
    [
        (datetime(2027, 3, 28, 0, 50, tzinfo=UTC), "03.05 uur"),
        (datetime(2027, 10, 31, 0, 50, tzinfo=UTC), "02.05 uur"),
    ],
)
def test_a_quarter_of_an_hour_is_one_too_while_the_clock_changes(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, signed_off_at: datetime, shown: str
) -> None:
    starts_at = signed_off_at + timedelta(days=3)
    event = make_event(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    guest = register(event)
    service.cancel(guest, now=signed_off_at)
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: signed_off_at)

    page = browser.get(f"/aanmelding/{token_of(guest)}")
    db.session.refresh(guest)

    assert f"Tot {shown} kun je het terugdraaien" in page.text("main")
    assert undoing.may_undo(guest, signed_off_at + SOON)
    assert not undoing.may_undo(guest, signed_off_at + SOON + timedelta(seconds=1))


def test_who_left_the_line_by_mistake_stands_where_it_stood() -> None:
    event = make_event(capacity=0)
    waiting = register(event)
    register(event, "ander@voorbeeld.nl")
    service.cancel(waiting, now=NOW)

    undoing.undo_cancel(waiting, now=NOW + SOON)

    assert (waiting.status, waiting.waits_for) == (WAITLISTED, ONSITE)
    assert queries.position(waiting) == 1


def test_who_took_part_online_and_signed_off_by_mistake_waits_for_the_room_again() -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=0, online_capacity=2)
    guest = register(event)
    offers.join_online_meanwhile(guest, now=NOW)
    service.cancel(guest, now=NOW)

    undoing.undo_cancel(guest, now=NOW + SOON)

    assert (guest.status, guest.mode, guest.waits_for) == (CONFIRMED, ONLINE, ONSITE)
    assert taken(event) == [0, 1]


def test_a_seat_that_came_free_meanwhile_is_offered_to_who_is_back_in_line() -> None:
    event = make_event(capacity=1)
    first, waiting = register(event), register(event, "ander@voorbeeld.nl")
    service.cancel(waiting, now=NOW)
    service.cancel(first, now=NOW)

    undoing.undo_cancel(waiting, now=NOW + SOON)

    assert queries.open_offer(waiting)
    assert taken(event) == [1]


def test_undoing_twice_is_refused() -> None:
    guest = register(make_event())
    service.cancel(guest, now=NOW)
    undoing.undo_cancel(guest, now=NOW)

    with pytest.raises(IllegalMoveError, match="Aangemeld"):
        undoing.undo_cancel(guest, now=NOW)


def test_leaving_the_waiting_list_can_be_undone_with_a_button(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    guest = register(make_event(capacity=0))
    path = f"/aanmelding/{token_of(guest)}"
    browser.get(f"{path}/afmelden")
    shown = browser.submit()

    back = browser.submit('form[action$="/terugdraaien"]')

    assert "Je staat niet meer op de wachtlijst." in shown.text("main")
    assert "Je staat op plek 1 van de wachtlijst" in back.text("main")


def test_who_finds_the_seat_taken_is_shown_the_way_to_the_waiting_list(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event(capacity=1)
    guest = register(event)
    browser.get(f"/aanmelding/{token_of(guest)}/afmelden")
    browser.submit()
    register(event, "ander@voorbeeld.nl")

    page = browser.submit('form[action$="/terugdraaien"]')

    assert "Iemand anders heeft de plek al." in page.text("main")
    assert page.text("main a.button") == "Toch komen? Meld je opnieuw aan"
    assert not page.select('form[action$="/terugdraaien"]')


@pytest.mark.parametrize("capacity", [0, 1])
def test_signing_off_from_a_postponed_meeting_is_undone_and_brings_no_ticket(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, capacity: int
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    guest = register(make_event(capacity=capacity))
    stood = guest.status
    events.postpone(guest.event, now=NOW)
    service.cancel(guest, now=NOW)
    deliver(mailbox)

    undoing.undo_cancel(guest, now=NOW)

    assert guest.status is stood
    (mail,) = deliver(mailbox)
    assert mail["Subject"] == "Publieksacademie Leeuwarden is uitgesteld"
    assert [part for part in mail.walk() if part.get_content_type() == "application/pdf"] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_signed_off_from_a_postponed_meeting_hears_when_to_come_back(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    guest = register(make_event())
    events.postpone(guest.event, now=NOW)
    service.cancel(guest, now=NOW - 2 * SOON)
    db.session.commit()

    page = browser.get(f"/aanmelding/{token_of(guest)}")

    assert "Is die er wel? Dan kun je je opnieuw aanmelden." in page.text("main")
    assert "Toch komen?" not in page.text("main")


def test_who_signed_off_from_a_way_that_went_registers_anew(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event(mode=EventMode.HYBRID, online_capacity=5)
    guest = register(event, mode=ONLINE)
    service.cancel(guest, now=NOW)
    events.change(event, now=NOW, capacities={ONSITE: 5}, mode=EventMode.ONSITE)
    moving.move_along(event, now=NOW)

    page = browser.get(f"/aanmelding/{token_of(guest)}")
    with pytest.raises(IllegalMoveError, match="Meld je opnieuw aan"):
        undoing.undo_cancel(guest, now=NOW)

    assert "Ik kom toch" not in page.text("main")
    assert page.text("main a.button") == "Toch komen? Meld je opnieuw aan"
    assert "Online" not in page.text("main")
