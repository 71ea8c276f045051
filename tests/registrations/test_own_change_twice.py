"""Changing one's registration while something else does so too, or with what no form offers."""

from typing import Any

import pytest
from flask import Flask

from academie.core import clock
from academie.core.db import db
from academie.events.terms import EventMode
from academie.outbox.models import OutboxMessage
from academie.registrations import changing
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event, make_user
from tests.registrations.factories import make_group, register
from tests.registrations.test_own_change import change, open_change


@pytest.fixture(autouse=True)
def _a_week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_two_devices_do_not_undo_each_other(app: Flask, browser: Browser) -> None:
    guest = register(make_event(), phone="+31612345678")
    other = Browser(app)
    open_change(browser, guest)
    change(other, guest, phone="0687654321", people="2")

    overtaken = browser.submit(given_name="Samira")
    saved = browser.submit()
    db.session.expire_all()

    assert overtaken.status == 409
    assert "06-87 65 43 21" in overtaken.text("#intussen-veranderd")
    assert overtaken.one("#phone")["value"] == "06-87 65 43 21"
    assert saved.status == 200
    assert (guest.given_name, guest.phone, guest.people) == ("Samira", "+31687654321", 2)


def test_staff_who_changed_it_meanwhile_are_not_undone(browser: Browser) -> None:
    guest = register(make_event())
    open_change(browser, guest)
    changing.change_party(guest, 3, now=NOW)

    page = browser.submit(people="2")

    db.session.expire_all()
    assert page.status == 409
    assert guest.people == 3


def test_a_page_that_stood_open_past_the_beginning_says_so(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = register(make_event())
    open_change(browser, guest)
    monkeypatch.setattr(clock, "now", lambda: WHEN)

    page = browser.submit(given_name="Samira")

    db.session.expire_all()
    assert page.status == 409
    assert page.text(".notice") == "Wijzigen kan niet meer. We hebben niets veranderd."
    assert guest.given_name == "Fatima"


@pytest.mark.parametrize(
    "hostile",
    [
        {"mode": "maan"},
        {"audience": "koning"},
        {"needs": ["geld"], "needs_consent": "y"},
        {"group": "0000000000000000"},
        {"people": "9" * 400},
        {"given_name": "\0\x07"},
        {"seen": "people:x people: :::: \N{GRINNING FACE}"},
    ],
)
def test_what_nobody_can_choose_breaks_nothing(browser: Browser, hostile: dict[str, Any]) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=4)
    make_group(event)
    guest = register(event)

    page = change(browser, guest, **hostile)

    assert page.status in {200, 409, 422}
    assert (guest.people, guest.given_name, guest.audience) == (1, "Fatima", None)


def test_staff_do_not_undo_what_the_guest_changed_meanwhile(app: Flask, browser: Browser) -> None:
    guest, other = register(make_event(capacity=10)), Browser(app)
    other.sign_in(make_user())
    about = f"/beheer/bijeenkomsten/{guest.event.ref}/aanmeldingen/{guest.ref}/wijzigen"
    other.get(about)
    change(browser, guest, people="3")

    overtaken = other.submit(given_name="Samira", people="2")
    saved = other.submit(people="4")
    db.session.expire_all()

    assert overtaken.status == 409
    assert overtaken.text("#intussen-veranderd dd b") == "Nu: 3"
    assert overtaken.one("#given_name")["value"] == "Samira"
    assert overtaken.one("#people")["value"] == "2"
    assert saved.text(".notice") == "De aanmelding is bewaard."
    assert (guest.given_name, guest.people) == ("Samira", 4)


def test_what_the_guest_changed_between_the_two_buttons_is_told_too(
    app: Flask, browser: Browser
) -> None:
    guest, other = register(make_event(capacity=10)), Browser(app)
    db.session.query(OutboxMessage).delete()
    other.sign_in(make_user())
    other.get(f"/beheer/bijeenkomsten/{guest.event.ref}/aanmeldingen/{guest.ref}/wijzigen")
    other.submit(people="2")
    change(browser, guest, people="3")

    overtaken = other.submit()
    db.session.expire_all()

    assert overtaken.status == 409
    assert overtaken.text("#intussen-veranderd dd b") == "Nu: 3"
    assert guest.people == 3
