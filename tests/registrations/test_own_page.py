"""My registration when the meeting was held, and signing off for a part."""

import pytest

from academie.core import clock
from academie.core.db import db
from tests.browser import Browser
from tests.checkin.factories import make_door, scan
from tests.factories import WHEN, make_event
from tests.registrations.factories import own_url, register

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.mark.parametrize(("capacity", "leads_to"), [(5, "kom-je-nog"), (0, "wijzigen")])
def test_a_party_that_comes_with_fewer_need_not_sign_off(
    browser: Browser, capacity: int, leads_to: str
) -> None:
    registration = register(make_event(capacity=capacity), people=3)

    page = browser.get(own_url(registration, "/afmelden"))

    assert page.one("main p a:not(.button)")["href"] == own_url(registration, f"/{leads_to}")


def test_who_is_in_reads_why_signing_off_is_over(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = register(make_event())
    scan(make_door(registration.event), registration)
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: WHEN)

    page = browser.get(own_url(registration, "/afmelden"))

    assert "Je doet al mee. Afmelden kan niet meer." in page.text("main")
    assert not page.select('a[href$="/afmelden"]')


@pytest.mark.parametrize(
    ("capacity", "words"),
    [(5, "Fijn dat je je had aangemeld."), (0, "Er kwam geen plek voor je vrij.")],
)
def test_after_the_meeting_nobody_is_sent_to_the_door(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, capacity: int, words: str
) -> None:
    event = make_event(capacity=capacity)
    registration = register(event)
    monkeypatch.setattr(clock, "now", lambda: event.ends_at)

    page = browser.get(own_url(registration))

    assert page.text("h1") == "Deze bijeenkomst is geweest"
    assert words in page.text("main")
    assert "wachtlijst" not in page.text("main")
    assert not page.select(".ticket")
