"""What a change will bring about tells how many people must be called, too."""

import pytest

from academie.assisted import calls
from academie.core.db import db
from academie.events.models import Event
from academie.registrations import addresses, offers
from tests.assisted.factories import party, send_form
from tests.browser import Browser, Page
from tests.clocks import Clock
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import register

FORM = "main form"
TO_CALL = "Bel deze mensen zelf: 1 aanmelding, samen 3 personen. De mail bereikt hen niet."


@pytest.fixture
def team(browser: Browser, time: Clock) -> Browser:
    del time
    browser.sign_in(make_user())
    return browser


def url(event: Event, name: str = "") -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/{name}".rstrip("/")


def register_by_phone(event: Event, people: int = 3) -> None:
    send_form(event, party(people=people), by=make_user(email="bellen@voorbeeld.nl"))


def said(page: Page) -> list[str]:
    return [text for text in page.texts("main p") if text.startswith("Bel deze mensen")]


def test_a_change_that_only_needs_calls_is_told_first_and_then_done(team: Browser) -> None:
    event = make_event()
    register_by_phone(event)
    team.get(url(event))

    asked = team.submit(FORM, venue="De Klok")
    done = team.submit(FORM)

    assert asked.text("h1") == "Dit gebeurt er"
    assert said(asked) == [TO_CALL]
    assert "Niemand krijgt hier een e-mail over." in asked.text("main")
    assert asked.texts("main form button") == ["Ja, bewaar", "Nee, ga terug"]
    assert done.text(".notice[role=status]") == "De gegevens zijn bewaard."
    assert calls.how_many(event, NOW) == 1


@pytest.mark.parametrize("name", ["uitstellen", "afzeggen"])
def test_a_move_tells_how_many_to_call(team: Browser, name: str) -> None:
    event = make_event()
    register(event)
    register_by_phone(event)

    page = team.get(url(event, name))

    assert said(page) == [TO_CALL]


def test_an_address_that_bounced_is_called_and_who_was_erased_is_not(team: Browser) -> None:
    event = make_event()
    bounced = register(event, people=3)
    addresses.note_return(bounced, now=NOW)
    erased = register(event, "weg@voorbeeld.nl", people=2)
    erased.email = erased.given_name = erased.family_name = None
    db.session.commit()

    page = team.get(url(event, "uitstellen"))

    assert said(page) == [TO_CALL]


def test_a_seat_that_comes_free_for_who_waits_by_phone_is_a_call(team: Browser) -> None:
    event = make_event(capacity=1)
    register(event)
    register_by_phone(event)
    team.get(url(event))

    asked = team.submit(FORM, capacity_onsite="4")
    team.submit(FORM)
    offers.offer_free_seats(NOW)
    db.session.commit()

    assert said(asked) == [TO_CALL]
    assert calls.how_many(event, NOW) == 1


def test_who_was_not_called_yet_is_counted_with_the_next_change(team: Browser) -> None:
    event = make_event()
    register_by_phone(event)
    for venue in ("De Klok", "De Schelp"):
        team.get(url(event))
        asked = team.submit(FORM, venue=venue)
        team.submit(FORM)

    assert said(asked) == [TO_CALL]


def test_what_needs_no_call_says_nothing_of_calling(team: Browser) -> None:
    event = make_event()
    register_by_phone(event)
    team.get(url(event))

    page = team.submit(FORM, description="Nieuwe tekst.")

    assert page.text(".notice[role=status]") == "De gegevens zijn bewaard."
