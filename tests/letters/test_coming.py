"""Do you still come? The page frees places, and only its button does."""

from datetime import timedelta

import pytest

from academie.core import clock
from academie.core.db import db
from academie.events.seating import SeatPool
from academie.registrations import service
from academie.registrations.guest_links import token_of
from academie.registrations.models import Registration, RegistrationStatus
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import register

FORM = "main form"


@pytest.fixture(autouse=True)
def the_day_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: WHEN - timedelta(days=1))


def address(guest: Registration) -> str:
    return f"/aanmelding/{token_of(guest)}/kom-je-nog"


def taken() -> int:
    db.session.rollback()
    return sum(db.session.scalars(db.select(SeatPool.taken)))


def test_reading_changes_nothing_and_one_button_signs_off(browser: Browser) -> None:
    guest = register(make_event())

    page = browser.get(address(guest))
    before = taken()
    done = browser.submit(FORM)

    assert page.text("h1") == "Kom je nog?"
    assert page.texts("main button") == ["Nee, ik kom niet"]
    assert (before, taken()) == (1, 0)
    assert done.text("h1") == "Je bent afgemeld"


def test_fewer_people_free_the_other_places(browser: Browser) -> None:
    guest = register(make_event(), people=4)
    page = browser.get(address(guest))

    done = browser.submit(FORM, people="3")

    assert page.texts("main .pick")[0] == "4 personen"
    assert page.texts("main .pick")[-1] == "Niemand, ik meld me af"
    assert len(page.select("main button")) == 1
    assert taken() == 3
    assert done.text("h1") == "Je bent aangemeld"


def test_coming_with_all_changes_nothing(browser: Browser) -> None:
    guest = register(make_event(), people=2)
    browser.get(address(guest))

    browser.submit(FORM)

    assert taken() == 2


def test_a_whole_party_can_sign_off(browser: Browser) -> None:
    guest = register(make_event(), people=2)
    browser.get(address(guest))

    browser.submit(FORM, people="0")

    assert taken() == 0


@pytest.mark.parametrize("typed", ["5", "-1", "", "veel"])
def test_what_was_not_offered_is_refused_in_words(browser: Browser, typed: str) -> None:
    guest = register(make_event(), people=2)
    browser.get(address(guest))

    page = browser.submit(FORM, people=typed)

    assert page.status == 422
    assert page.select("main .message")
    assert taken() == 2


def test_who_signed_off_already_reads_that(browser: Browser) -> None:
    guest = register(make_event())
    service.cancel(guest, now=NOW)

    page = browser.get(address(guest))

    assert guest.status is RegistrationStatus.CANCELLED
    assert page.text("h1") == "Je bent afgemeld"
