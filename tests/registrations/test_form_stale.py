"""A meeting that changes while its form stands open: nobody comes in a way they did not choose."""

import pytest

from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import moving
from tests.assisted.factories import address, make_link
from tests.browser import Browser, Page
from tests.factories import NOW, make_event
from tests.registrations.factories import own_url, register
from tests.registrations.form import FATIMA, open_form, send, the_registration

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
ONE_WAY = {ONSITE: EventMode.ONSITE, ONLINE: EventMode.ONLINE}
AGAIN = "Is dat goed? Druk dan nog een keer op de knop."

pytestmark = pytest.mark.usefixtures("at_now")


def hybrid() -> Event:
    return make_event(mode=EventMode.HYBRID, online_capacity=5, join_link="https://a.nl")


def keep_only(event: Event, mode: AttendanceMode) -> None:
    """Hold a meeting in one way from now on."""
    events.change(event, now=NOW, capacities={mode: 5}, mode=ONE_WAY[mode])
    moving.move_along(event, now=NOW)
    db.session.commit()


def complaints(page: Page) -> list[str]:
    return page.texts(".summary li")


@pytest.mark.parametrize(
    ("left", "chosen", "words"),
    [
        (ONSITE, "online", f"De bijeenkomst is nu alleen op de locatie. {AGAIN}"),
        (ONLINE, "onsite", f"De bijeenkomst is nu alleen online. {AGAIN}"),
    ],
)
def test_who_chose_the_way_that_went_is_asked_first(
    browser: Browser, left: AttendanceMode, chosen: str, words: str
) -> None:
    event = hybrid()
    open_form(browser, event)
    keep_only(event, left)

    asked = send(browser, mode=chosen)
    page = browser.submit()

    assert (asked.status, complaints(asked)) == (422, [words])
    assert page.text("h1") == "Je bent aangemeld"
    assert the_registration().mode is left


def test_who_chose_the_way_that_stays_is_not_asked(browser: Browser) -> None:
    event = hybrid()
    open_form(browser, event)
    keep_only(event, ONSITE)

    page = send(browser, mode="onsite")

    assert page.text("h1") == "Je bent aangemeld"


def test_a_party_that_may_come_together_no_more_is_asked_first(browser: Browser) -> None:
    event = make_event()
    open_form(browser, event)
    events.change(event, now=NOW, capacities={ONSITE: 5}, max_party=1)

    asked = send(browser, people="3")
    browser.submit()

    assert complaints(asked) == [f"Elke aanmelding is nu voor 1 persoon. {AGAIN}"]
    assert the_registration().people == 1


def test_who_changes_to_a_way_that_went_is_told(browser: Browser) -> None:
    event = hybrid()
    guest = register(event)
    browser.get(own_url(guest, "/wijzigen"))
    keep_only(event, ONSITE)

    asked = browser.submit(mode="online")

    assert complaints(asked) == [f"De bijeenkomst is nu alleen op de locatie. {AGAIN}"]


def test_a_helper_is_asked_in_the_row(browser: Browser) -> None:
    event = hybrid()
    browser.get(address(make_link(event)))
    keep_only(event, ONSITE)
    row = {"rij1-given_name": FATIMA["given_name"], "rij1-mode": "online"}

    asked = browser.submit("main form", **row)
    browser.submit("main form")

    assert complaints(asked) == [f"Rij 1: De bijeenkomst is nu alleen op de locatie. {AGAIN}"]
    assert the_registration().mode is ONSITE
