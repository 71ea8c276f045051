"""My data: to read and to take along."""

import json

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from academie.accounts.models import AccessAction, AccessLogLine
from academie.core import clock
from academie.core.db import db
from academie.needs import queries as needs
from academie.needs.models import Food, Need
from academie.needs.sealing import Needs
from academie.registrations import consents, more
from academie.registrations.guest_links import token_of
from academie.registrations.models import ConsentKind
from academie.registrations.more import More
from tests.browser import Browser
from tests.checkin.factories import make_door, make_guest, scan
from tests.factories import NOW, make_event
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.registrations.factories import make_group, register


@pytest.fixture(autouse=True)
def _a_week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_the_page_shows_all_that_we_hold(browser: Browser, mailbox: Mailbox) -> None:
    event = make_event()
    registration = register(event, people=3, group=make_group(event))
    deliver(mailbox, hourly=True)

    page = browser.get(f"/aanmelding/{token_of(registration)}/gegevens")

    found = dict(zip(page.texts("main dt"), page.texts("main dd"), strict=True))
    assert found["Voornaam"] == "Fatima"
    assert found["Achternaam"] == "el Idrissi"
    assert found["E-mailadres"] == "fatima@voorbeeld.nl"
    assert found["Aantal mensen"] == "3 personen"
    assert found["Groep"] == "Schulden"
    assert found["Code op je kaartje"] == registration.spaced_code
    assert found["Aantal, in de laatste 30 dagen"] == "1"


def test_the_download_says_the_same_to_a_machine(browser: Browser) -> None:
    registration = register(make_event(), people=3)

    response = browser.get(f"/aanmelding/{token_of(registration)}/gegevens.json").response

    held = json.loads(response.text)
    assert response.mimetype == "application/json"
    assert response.headers["Content-Disposition"] == 'attachment; filename="gegevens.json"'
    assert held["person"] == {
        "given_name": "Fatima",
        "family_name": "el Idrissi",
        "email": "fatima@voorbeeld.nl",
    }
    assert held["registration"]["people"] == 3
    assert held["registration"]["registered_at"] == NOW.isoformat()
    assert held["meeting"]["title"] == "Publieksacademie Leeuwarden"


def test_the_readable_download_needs_nothing_of_ours(browser: Browser) -> None:
    registration = register(make_event())

    response = browser.get(f"/aanmelding/{token_of(registration)}/gegevens.html").response

    page = BeautifulSoup(response.data, "lxml")
    assert response.headers["Content-Disposition"] == 'attachment; filename="gegevens.html"'
    assert "el Idrissi" in page.get_text()
    assert not page.select("[href], [src]")


def test_a_download_is_logged_and_reading_on_the_page_is_not(browser: Browser) -> None:
    registration = register(make_event())
    url = f"/aanmelding/{token_of(registration)}/gegevens"

    for tail in ("", ".json", ".html"):
        headers = browser.get(url + tail).response.headers

        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
    lines = db.session.scalars(select(AccessLogLine)).all()
    assert [(line.action, line.user_id) for line in lines] == [(AccessAction.EXPORT, None)] * 2


def test_a_visit_is_shown(browser: Browser) -> None:
    guest = make_guest(make_event())
    scan(make_door(guest.event), guest)
    db.session.commit()

    page = browser.get(f"/aanmelding/{token_of(guest)}/gegevens")

    assert "Je bezoek" in page.texts("main h2")
    assert "dinsdag 9 maart 2027, 19.30 uur" in page.texts("main dd")


def test_what_we_arrange_is_shown_and_goes_with_a_button(browser: Browser) -> None:
    registration = register(make_event())
    asked = Needs(frozenset({Need.QUIET}), frozenset({Food.MEAT}))
    more.keep(
        registration,
        More(phone="+31582345678", needs=asked, consents=frozenset({ConsentKind.NEEDS})),
        NOW,
    )
    url = f"/aanmelding/{token_of(registration)}/gegevens"
    page = browser.get(url)
    found = dict(zip(page.texts("main dt"), page.texts("main dd"), strict=True))
    held = json.loads(browser.get(f"{url}.json").response.text)

    browser.get(url)
    after = browser.submit('form[action$="/needs/nee"]')

    assert found["Regelen"] == "een rustige plek"
    assert found["Eten en drinken"] == "geen vlees"
    assert found["Telefoonnummer"] == "058-234 56 78"
    assert held["needs"] == {"needs": "quiet", "food": "meat"}
    assert "Regelen" not in after.texts("main dt")
    assert needs.of_guest(registration.id) == Needs()
    assert (
        "tot " in after.texts("main dd")[after.texts("main dt").index(str(ConsentKind.NEEDS.label))]
    )


def test_a_yes_is_taken_back_as_easily_as_it_is_given(browser: Browser) -> None:
    registration = register(make_event())
    browser.get(f"/aanmelding/{token_of(registration)}/gegevens")

    browser.submit('form[action$="/follow_up/ja"]')
    given = consents.given(registration)
    browser.submit('form[action$="/follow_up/nee"]')

    assert given == {ConsentKind.FOLLOW_UP}
    assert consents.given(registration) == frozenset()


def test_who_wants_to_hear_more_reads_that_their_address_stays_longer(browser: Browser) -> None:
    registration = register(make_event())
    browser.get(f"/aanmelding/{token_of(registration)}/gegevens")

    page = browser.submit('form[action$="/follow_up/ja"]')

    assert "hooguit 12 weken na de bijeenkomst" not in page.text("main")
    assert "je voornaam en e-mailadres tot je stopt, hooguit 25 maanden." in page.text("main")
