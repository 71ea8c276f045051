"""A free seat on a page with two buttons: in time, too late, answered before."""

from datetime import timedelta

import pytest

from academie.core.db import db, write_transaction
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import line, offers, queries, service
from academie.registrations.guest_links import token_of
from academie.registrations.models import Registration, RegistrationStatus, SeatOffer
from tests.browser import Browser, Page
from tests.clocks import Clock, stop_clock
from tests.factories import NOW, make_event
from tests.mail import deliver, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import accept_offer, register

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LATE = NOW + timedelta(hours=25)


@pytest.fixture(autouse=True)
def the_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock a week before the meeting."""
    return stop_clock(monkeypatch, NOW)


def offered(event: Event | None = None, people: int = 2) -> SeatOffer:
    """Let Fatima wait, and somebody else sign off for her."""
    event = event or make_event(capacity=people)
    first = register(event, "eerste@voorbeeld.nl", people=people)
    waiting = register(event, people=people)
    with write_transaction():
        service.cancel(first, now=NOW)
    found = queries.open_offer(waiting)
    assert found
    return found


def offer_url(offer: SeatOffer) -> str:
    return f"/aanbod/{line.offer_token(offer)}"


def say(browser: Browser, answer: str) -> Page:
    page = browser.submit(f'form[action$="/{answer}"]')
    db.session.expire_all()
    return page


def waits(registration: Registration) -> bool:
    return registration.status is RegistrationStatus.WAITLISTED


def test_the_link_of_the_mail_leads_to_the_page(browser: Browser, mailbox: Mailbox) -> None:
    offer = offered()

    (mail,) = (mail for mail in deliver(mailbox) if mail["Subject"].startswith("Er is een plek"))
    page = browser.get(offer_url(offer))

    assert offer_url(offer) in plain(mail)
    assert page.text("h1") == "Er is een plek voor je"
    assert page.texts("main button") == ["Ja, ik kom", "Nee, geef mijn plek weg"]
    assert "2 personen" in page.texts("main dd")
    assert "dinsdag 2 maart 2027, 13.00 uur" in page.text(".notice")


def test_opening_the_page_answers_nothing(browser: Browser) -> None:
    offer = offered()

    browser.get(offer_url(offer))

    assert offer.is_open


def test_yes_gives_the_ticket(browser: Browser) -> None:
    offer = offered()
    browser.get(offer_url(offer))

    page = say(browser, "ja")

    assert page.text("h1") == "Je bent aangemeld"
    assert page.text(".ticket .code") == offer.registration.spaced_code


def test_no_gives_the_seats_to_the_next(browser: Browser) -> None:
    offer = offered()
    following = register(offer.registration.event, "volgende@voorbeeld.nl")
    browser.get(offer_url(offer))

    page = say(browser, "nee")

    assert page.text("h1") == "Je staat niet meer op de wachtlijst"
    assert following.status is RegistrationStatus.OFFERED


def test_answering_twice_leads_to_how_it_stands(browser: Browser) -> None:
    offer = offered()
    browser.get(offer_url(offer))
    say(browser, "ja")

    page = browser.get(offer_url(offer))

    assert page.url == f"/aanmelding/{token_of(offer.registration)}"


@pytest.mark.parametrize(("first", "then"), [("ja", "nee"), ("nee", "ja")])
def test_another_answer_in_an_old_window_says_that_it_does_nothing(
    browser: Browser, first: str, then: str
) -> None:
    offer = offered()
    old_window = browser.get(offer_url(offer))
    say(browser, first)
    status = offer.registration.status

    browser.page = old_window
    page = say(browser, then)

    assert page.status == 409
    assert page.text(".notice b") == f"Je zei al {first}. We hebben niets veranderd."
    assert offer.registration.status is status


@pytest.mark.parametrize("answer", ["ja", "nee"])
def test_the_same_answer_twice_is_one(browser: Browser, answer: str) -> None:
    offer = offered()
    old_window = browser.get(offer_url(offer))
    say(browser, answer)

    browser.page = old_window
    page = say(browser, answer)

    assert page.url == f"/aanmelding/{token_of(offer.registration)}"
    assert not page.select(".notice b")


@pytest.mark.parametrize("worker_was_here", [False, True])
def test_too_late_is_told_kindly(browser: Browser, the_clock: Clock, worker_was_here: bool) -> None:
    offer = offered()
    browser.get(offer_url(offer))
    the_clock.at = LATE
    if worker_was_here:
        register(offer.registration.event, "volgende@voorbeeld.nl", now=NOW)
        with write_transaction():
            offers.expire_due(LATE)

    page = say(browser, "ja")

    assert page.status == 409
    assert page.text("h1") == "Je was net te laat"
    assert "Je staat weer achteraan op de wachtlijst." in page.text("main")
    assert not page.select("main form")
    assert waits(offer.registration) is worker_was_here


def test_who_is_too_late_reads_so_before_the_seat_goes_on(
    browser: Browser, the_clock: Clock
) -> None:
    offer = offered()
    the_clock.at = LATE

    page = browser.get(f"/aanmelding/{token_of(offer.registration)}")

    assert page.text("h1") == "Je was net te laat"
    assert "Nu geven we de plek aan iemand anders." in page.text("main")
    assert "Geef antwoord" not in page.text("main")


def test_who_missed_it_twice_is_told_how_to_come_back(browser: Browser, the_clock: Clock) -> None:
    offer = offered()
    with write_transaction():
        offers.expire_due(LATE)
    second = queries.open_offer(offer.registration)
    assert second
    the_clock.at = LATE + timedelta(hours=25)
    with write_transaction():
        offers.expire_due(the_clock.at)

    page = browser.get(offer_url(second))

    assert "Je staat niet meer op de wachtlijst." in page.text("main")
    assert page.text("main a.button") == "Bekijk de bijeenkomst"


def test_who_came_back_and_missed_every_offer_is_not_thanked_for_signing_off(
    browser: Browser, the_clock: Clock
) -> None:
    event = make_event(capacity=1)
    guest = register(event)
    service.cancel(guest, now=NOW)
    first = register(event, "eerste@voorbeeld.nl")
    register(event)
    with write_transaction():
        service.cancel(first, now=NOW)
    for _ in range(offers.OFFERS_IN_LINE):
        the_clock.at += timedelta(hours=25)
        with write_transaction():
            offers.expire_due(the_clock.at)

    page = browser.get(f"/aanmelding/{token_of(guest)}")

    assert page.text("h1") == "Je staat niet meer op de wachtlijst"
    assert "Je kaartje is niet meer geldig." not in page.text("main")


def test_an_old_offer_leads_to_the_new_one(browser: Browser, the_clock: Clock) -> None:
    offer = offered()
    the_clock.at = LATE
    with write_transaction():
        offers.expire_due(LATE)
    second = queries.open_offer(offer.registration)
    assert second

    page = browser.get(offer_url(offer))

    assert page.url == offer_url(second)
    assert page.text("h1") == "Er is een plek voor je"


def test_an_old_offer_tells_nobody_with_a_seat_that_they_are_too_late(
    browser: Browser, the_clock: Clock
) -> None:
    offer = offered()
    the_clock.at = LATE
    with write_transaction():
        offers.expire_due(LATE)
    accept_offer(offer.registration, LATE)

    page = browser.get(offer_url(offer))

    assert page.url == f"/aanmelding/{token_of(offer.registration)}"
    assert page.text("h1") == "Je bent aangemeld"


def test_who_takes_part_online_stays_so_by_saying_no(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=1, online_capacity=5)
    first = register(event, "eerste@voorbeeld.nl")
    registration = register(event)
    with write_transaction():
        offers.join_online_meanwhile(registration, now=NOW)
    with write_transaction():
        service.cancel(first, now=NOW)
    offer = queries.open_offer(registration)
    assert offer
    mine = browser.get(f"/aanmelding/{token_of(registration)}")
    page = browser.get(offer_url(offer))

    answered = say(browser, "nee")

    assert mine.one("main a.button[href^='/aanbod/']")["href"] == offer_url(offer)
    assert "Zeg je nee? Dan blijf je online meedoen. Je nee kun je niet" in page.text(".notice")
    assert answered.text("h1") == "Je bent aangemeld"
    assert registration.mode is AttendanceMode.ONLINE
    assert registration.waits_for is None


def test_an_offer_of_a_meeting_that_is_off_leads_to_my_registration(browser: Browser) -> None:
    offer = offered()
    events.cancel(offer.registration.event, reason="De zaal is dicht.", now=NOW)

    page = browser.get(offer_url(offer))

    assert page.text("h1") == "Deze bijeenkomst gaat niet door"


def test_an_answer_to_a_meeting_that_is_put_off_is_refused_in_words(browser: Browser) -> None:
    offer = offered()
    browser.get(offer_url(offer))
    events.postpone(offer.registration.event, now=NOW)

    page = say(browser, "ja")

    assert page.status == 409
    assert "Deze bijeenkomst gaat nu niet door." in page.text("main")


def test_a_broken_or_revoked_link_says_so(browser: Browser) -> None:
    offer = offered()
    url = offer_url(offer)
    offer.registration.link_version += 1

    for broken in (url, f"{url[:-3]}abc", "/aanbod/onzin"):
        page = browser.get(broken)

        assert page.status == 404
        assert page.one("main a.button:not(.second)")["href"] == "/kaartje-kwijt"
