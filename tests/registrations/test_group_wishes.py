"""Two groups somebody chose: one changes, the other stays, and each seat is where it is told."""

import pytest

from academie.core import clock
from academie.core.db import db
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import groups, offers, service
from academie.registrations.models import Registration, RegistrationStatus
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.registrations.factories import accept_offer, make_group, own_url, register

pytestmark = pytest.mark.usefixtures("app")


def small_groups(event: Event, *titles: str) -> list[BreakoutGroup]:
    """Add groups of one seat."""
    return [make_group(event, title, capacity=1) for title in titles]


def offered_its_second_choice(event: Event, *chosen: BreakoutGroup) -> Registration:
    """Let a party wait while its first group fills up, and be offered seats."""
    register(event, "eerste@voorbeeld.nl", group=chosen[0])
    leaving = register(event, "tweede@voorbeeld.nl")
    guest = register(event, group=chosen[0], second_group=chosen[1])
    service.cancel(leaving, now=NOW)
    db.session.commit()
    assert guest.status is RegistrationStatus.OFFERED
    return guest


def taken(*several: BreakoutGroup) -> list[int]:
    db.session.expire_all()
    return [group.pool.taken for group in several]


@pytest.mark.parametrize("capacity", [1, 5])
def test_another_first_choice_leaves_the_second(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, capacity: int
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event(capacity=capacity)
    one, two, three = small_groups(event, "Schulden", "Wonen", "School")
    register(event, "eerste@voorbeeld.nl")
    guest = register(event, group=one, second_group=two)

    browser.get(own_url(guest, "/wijzigen"))
    browser.submit(group=three.ref)

    db.session.expire_all()
    assert (guest.breakout_group, guest.second_group) == (three, two)


def test_choosing_the_second_as_the_first_swaps_them() -> None:
    event = make_event()
    one, two = small_groups(event, "Schulden", "Wonen")
    guest = register(event, group=one, second_group=two)

    groups.choose(guest, two, now=NOW)
    db.session.commit()

    assert (guest.breakout_group, guest.second_group) == (two, one)
    assert taken(one, two) == [0, 1]


def test_who_would_rather_have_the_group_it_is_offered_keeps_that_seat() -> None:
    event = make_event(capacity=2)
    one, two = small_groups(event, "Schulden", "Wonen")
    guest = offered_its_second_choice(event, one, two)

    groups.choose(guest, two, now=NOW)
    accept_offer(guest)

    assert guest.breakout_group is two
    assert taken(one, two) == [1, 1]


def test_who_is_offered_seats_has_them_in_its_new_second_choice() -> None:
    event = make_event(capacity=2)
    one, two, three = small_groups(event, "Schulden", "Wonen", "School")
    guest = offered_its_second_choice(event, one, two)

    groups.choose_second(guest, three, now=NOW)
    accept_offer(guest)

    assert guest.breakout_group is three
    assert taken(one, two, three) == [1, 0, 1]


def test_who_chooses_a_group_online_keeps_the_one_that_is_held_in_the_room() -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=1, online_capacity=5)
    (hall,) = small_groups(event, "Schulden")
    online, other = (
        make_group(event, title, mode=AttendanceMode.ONLINE) for title in ("Wonen", "School")
    )
    leaving = register(event, "eerste@voorbeeld.nl")
    guest = register(event, group=hall)
    offers.join_online_meanwhile(guest, now=NOW)
    service.cancel(leaving, now=NOW)
    db.session.commit()

    groups.choose(guest, online, now=NOW)
    groups.choose_second(guest, other, now=NOW)
    accept_offer(guest)

    assert guest.breakout_group is hall
    assert taken(hall, online, other) == [1, 0, 0]


def test_a_party_that_grows_moves_to_a_group_that_is_large_enough(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event()
    (one,) = small_groups(event, "Schulden")
    large = make_group(event, "Wonen", capacity=3)
    guest = register(event, group=one)

    browser.get(own_url(guest, "/wijzigen"))
    browser.submit(people="3", group=large.ref)

    db.session.expire_all()
    assert (guest.people, guest.breakout_group) == (3, large)
    assert taken(one, large) == [0, 3]


def test_a_party_that_grows_hears_that_its_group_is_too_small(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event()
    group = make_group(event, capacity=2)
    guest = register(event, group=group)

    browser.get(own_url(guest, "/wijzigen"))
    page = browser.submit(people="3")

    assert page.text("#people-error") == (
        "Deze groep heeft geen plek voor zoveel mensen. Kies een ander onderwerp."
    )
