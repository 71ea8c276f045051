"""My registration: see how it stands, change it, and take back what was a mistake."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from academie.accounts.models import AccessAction, AccessLogLine
from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import service
from academie.registrations.models import Registration, RegistrationStatus
from tests.browser import Browser, Page
from tests.factories import NOW, WHEN, make_event
from tests.mail import deliver, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import make_group, own_url, register

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
CHANGE = "/wijzigen"


@pytest.fixture(autouse=True)
def _a_week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def hybrid(**fields: Any) -> Event:
    values: dict[str, Any] = {
        "mode": EventMode.HYBRID,
        "capacity": 4,
        "online_capacity": 4,
    } | fields
    return make_event(**values)


def change(browser: Browser, registration: Registration, **typed: str) -> Page:
    browser.get(own_url(registration, CHANGE))
    page = browser.submit(**typed)
    db.session.expire_all()
    return page


def press(browser: Browser, registration: Registration, action: str) -> Page:
    """Press a button of my registration."""
    browser.get(own_url(registration))
    page = browser.submit(f'form[action$="/{action}"]')
    db.session.expire_all()
    return page


def facts(page: Page) -> dict[str, str]:
    return dict(zip(page.texts("main dt"), page.texts("main dd"), strict=True))


def test_my_registration_shows_how_somebody_comes(browser: Browser) -> None:
    event = make_event()
    registration = register(event, people=3, group=make_group(event))

    found = facts(browser.get(own_url(registration)))

    assert found["Naam"] == "Fatima el Idrissi"
    assert found["Mensen"] == "3 personen"
    assert found["Groep"] == "Schulden"


def test_names_and_people_change_together(browser: Browser) -> None:
    registration = register(make_event(), people=1)

    page = change(browser, registration, given_name="Samira", family_name="", people="3")

    assert page.url == own_url(registration)
    assert facts(page)["Naam"] == "Samira"
    assert (registration.people, registration.claims[0].seats) == (3, 3)


def test_a_change_mails_one_new_ticket(browser: Browser, mailbox: Mailbox) -> None:
    event = hybrid(join_link="https://meet.voorbeeld.nl/x")
    registration = register(event, people=1)
    deliver(mailbox)

    change(browser, registration, people="2", mode="online")

    (mail,) = deliver(mailbox)
    assert "Je aanmelding is veranderd." in plain(mail)


def test_a_change_is_logged_without_a_name(browser: Browser) -> None:
    registration = register(make_event())

    change(browser, registration, given_name="Samira")

    line = db.session.scalars(select(AccessLogLine)).one()
    assert (line.action, line.user_id) == (AccessAction.CHANGE, None)


def test_too_little_room_is_told_beside_the_number_and_nothing_changes(browser: Browser) -> None:
    event = make_event(capacity=2)
    registration = register(event)
    register(event, "ander@voorbeeld.nl")

    page = change(browser, registration, given_name="Samira", people="2")

    assert page.status == 422
    assert page.text("#people-error") == "Er zijn nu geen 2 plekken vrij."
    assert page.one("#given_name")["value"] == "Samira"
    assert (registration.given_name, registration.people) == ("Fatima", 1)


@pytest.mark.parametrize("typed", ["", "0", "99", "veel", "1e3"])
def test_a_number_of_people_that_is_none_is_refused(browser: Browser, typed: str) -> None:
    page = change(browser, register(make_event()), people=typed)

    assert page.status == 422
    assert page.select("#people-error")


def test_switching_frees_one_seat_and_takes_the_other(browser: Browser) -> None:
    event = hybrid()
    registration = register(event, people=2)

    page = change(browser, registration, mode="online")

    taken = {pool.mode: pool.taken for pool in event.pools}
    assert facts(page)["Hoe"] == "Online"
    assert taken == {ONSITE: 0, ONLINE: 2}


def test_switching_to_a_full_way_is_told_beside_the_choice(browser: Browser) -> None:
    event = hybrid(online_capacity=0)
    registration = register(event)

    page = change(browser, registration, mode="online")

    assert page.status == 422
    assert page.text("#mode-error") == "Er is nu geen plek vrij."
    assert registration.mode is ONSITE


def test_who_takes_part_online_hears_where_to_wait_for_a_full_room(browser: Browser) -> None:
    event = hybrid(capacity=0)
    registration = register(event, mode=ONLINE)

    page = change(browser, registration, mode="onsite")

    assert page.text("#mode-error") == (
        "Er is nu geen plek vrij. Ga terug. Daar kun je op de wachtlijst voor de locatie."
    )
    assert "Zet me ook op de wachtlijst" in browser.get(own_url(registration)).text("main")


def test_a_larger_party_fits_where_it_goes_and_need_not_where_it_was(browser: Browser) -> None:
    event = hybrid(capacity=1)
    registration = register(event)

    page = change(browser, registration, people="3", mode="online")

    assert page.url == own_url(registration)
    assert (registration.people, registration.mode) == (3, ONLINE)


def test_a_smaller_party_fits_where_it_goes_and_the_larger_need_not(browser: Browser) -> None:
    event = hybrid(online_capacity=1)
    registration = register(event, people=3)

    change(browser, registration, people="1", mode="online")

    assert (registration.people, registration.mode) == (1, ONLINE)


def test_who_waits_is_not_asked_how_to_take_part(browser: Browser) -> None:
    registration = register(hybrid(capacity=0))

    page = browser.get(own_url(registration, CHANGE))

    assert not page.select("[name=mode]")
    assert page.select("[name=people]")


def test_nothing_changes_after_the_meeting_began(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = register(make_event())
    monkeypatch.setattr(clock, "now", lambda: WHEN + timedelta(minutes=1))

    page = browser.get(own_url(registration, CHANGE))

    assert page.url == own_url(registration)
    assert "Wijzig je aanmelding" not in page.text("main")


def test_signing_off_can_be_undone_with_a_button(browser: Browser) -> None:
    registration = register(make_event(), people=2)
    browser.get(own_url(registration, "/afmelden"))
    signed_off = browser.submit()

    page = press(browser, registration, "terugdraaien")

    assert "Tot 13.15 uur kun je het terugdraaien" in signed_off.text(".notice")
    assert page.text("h1") == "Je bent aangemeld"
    assert page.text(".ticket .code") == registration.spaced_code
    assert registration.claims[0].seats == 2


def test_after_a_quarter_of_an_hour_there_is_no_such_button(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = register(make_event())
    service.cancel(registration, now=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=16))

    page = browser.get(own_url(registration))

    assert not page.select("main form")
    assert page.text("main a.button") == "Toch komen? Meld je opnieuw aan"


def test_after_the_meeting_nobody_is_asked_to_come_back(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = register(make_event())
    service.cancel(registration, now=NOW)
    monkeypatch.setattr(clock, "now", lambda: WHEN + timedelta(days=1))

    page = browser.get(own_url(registration))

    assert "Toch komen?" not in page.text("main")
    assert page.text("main a.button") == "Bekijk de bijeenkomst"


def test_a_seat_that_is_gone_cannot_be_taken_back(browser: Browser) -> None:
    event = make_event(capacity=1)
    registration = register(event)
    service.cancel(registration, now=NOW)
    register(event, "sneller@voorbeeld.nl")

    page = press(browser, registration, "terugdraaien")

    assert page.status == 409
    assert "Iemand anders heeft de plek al." in page.text("main [role=status] b")
    assert registration.status is RegistrationStatus.CANCELLED


def test_who_waits_sees_the_place_in_line_and_what_to_expect(browser: Browser) -> None:
    event = make_event(capacity=0)
    register(event, "eerste@voorbeeld.nl")
    registration = register(event)

    page = browser.get(own_url(registration))

    words = page.text(".notice")
    assert "Je staat op plek 2 van de wachtlijst voor de locatie." in words
    assert "Je hebt dan 24 uur voor je antwoord." in words
    assert "Haal me van de wachtlijst" in page.text("main")


def test_who_waits_for_the_room_takes_part_online_and_goes_on_waiting(browser: Browser) -> None:
    registration = register(hybrid(capacity=0, join_link="https://meet.voorbeeld.nl/x"))

    page = press(browser, registration, "online")

    assert page.text("h1") == "Je bent aangemeld"
    assert "Je wacht ook op een plek op de locatie." in page.text(".notice")
    assert (registration.mode, registration.waits_for) == (ONLINE, ONSITE)


def test_who_stays_online_leaves_the_line(browser: Browser) -> None:
    registration = register(hybrid(capacity=0))
    press(browser, registration, "online")

    page = press(browser, registration, "niet-wachten")

    assert registration.waits_for is None
    assert registration.status is RegistrationStatus.CONFIRMED
    assert not page.select(".notice")


def test_online_is_not_offered_when_it_is_full_too(browser: Browser) -> None:
    page = browser.get(own_url(register(hybrid(capacity=0, online_capacity=0))))

    assert not page.select('form[action$="/online"]')


@pytest.mark.parametrize("action", ["terugdraaien", "online", "niet-wachten"])
def test_a_button_that_makes_no_sense_is_told_in_words(browser: Browser, action: str) -> None:
    registration = register(make_event())
    browser.get(own_url(registration, CHANGE))
    token = browser.page.one("[name=csrf_token]")["value"] if browser.page else ""

    page = browser.post(own_url(registration, f"/{action}"), {"csrf_token": token})

    assert page.status == 409
    assert page.text("main [role=status] b")


def test_a_postponed_meeting_lets_people_change_and_sign_off(browser: Browser) -> None:
    event = make_event()
    registration = register(event)
    events.postpone(event, now=NOW)

    page = change(browser, registration, people="2")

    assert page.text("h1") == "Deze bijeenkomst is uitgesteld"
    assert "Kun je niet komen?" in page.text("main")
    assert registration.people == 2
