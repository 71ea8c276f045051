"""What the quick page and the page of tickets say, to staff and to who helps."""

import pytest
from sqlalchemy import select

from academie.core.db import db
from academie.events.terms import EventKind
from academie.needs import queries as needs
from academie.needs.models import Need
from academie.questions import queries as questions
from academie.registrations import consents
from academie.registrations.models import Consent, Registration
from tests.assisted.factories import address, make_link, send_form
from tests.assisted.factories import party as somebody
from tests.browser import Browser
from tests.factories import make_event, make_user
from tests.questions.factories import make_question
from tests.registrations.factories import reserve

pytestmark = pytest.mark.usefixtures("time")


def test_where_seats_are_kept_each_row_asks_as_what_people_come(browser: Browser) -> None:
    event = make_event(capacity=2)
    reserve(event, 2)
    link = make_link(event)

    page = browser.get(address(link))
    done = browser.submit("main form", **{"rij1-given_name": "Anna", "rij1-audience": "resident"})

    assert page.texts("main form > p")[0] == (
        "We houden plekken vrij voor bewoners. Kies daarom in elke rij wie er meedoet."
    )
    assert len(page.select("fieldset > .line [name$=audience]")) == 8
    assert len(done.select(".ticket")) == 1


def test_where_none_are_kept_that_is_folded_away(browser: Browser) -> None:
    page = browser.get(address(make_link(make_event())))

    assert not page.select("fieldset > .line [name$=audience]")
    assert "We houden plekken vrij" not in page.text("main")


def test_when_all_wait_nobody_is_told_to_print(browser: Browser) -> None:
    event = make_event(capacity=0)
    browser.get(address(make_link(event)))
    helped = browser.submit("main form", **{"rij1-given_name": "Anna"})
    user = make_user()
    visit = send_form(event, somebody(), by=user)
    browser.sign_in(user)

    shown = browser.get(f"/beheer/bijeenkomsten/{event.ref}/kaartjes/{visit.ref}")

    assert "geen kaartjes voor Publieksacademie Leeuwarden om te printen" in helped.text("main")
    assert "Print de kaartjes" not in helped.text("main")
    assert shown.texts(".noprint h2")[0] == "Nog geen kaartjes"
    assert "Lees de code voor" not in shown.text("main")


def test_a_meeting_without_a_number_asks_to_mail(browser: Browser) -> None:
    event = make_event(capacity=0)
    event.phone = ""
    db.session.commit()
    browser.sign_in(make_user())

    pages = [
        browser.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/nieuw"),
        browser.get(address(make_link(event))),
        browser.submit("main form", **{"rij1-given_name": "Anna"}),
    ]

    for page in pages:
        assert "Mail leeuwarden@voorbeeld.nl" in page.text("main")
        assert not page.select('main a[href="tel:"]')
        assert "Bel ." not in page.text("main")


def test_a_row_takes_what_the_meeting_asks_of_every_guest(browser: Browser) -> None:
    event = make_event(kind=EventKind.PARTNERBIJEENKOMST)
    bus = make_question(event)
    answer = f"rij1-question_{bus.ref}"
    page = browser.get(address(make_link(event)))
    told = {
        answer: "0",
        "rij1-given_name": "Anna",
        "rij1-phone": "06 12345678",
        "rij1-organisation": "Bieb",
        "rij1-municipality": "Leeuwarden",
        "rij1-needs": ["wheelchair"],
    }

    refused = browser.submit("main form", **told)
    unknown = browser.submit("main form", **{"rij1-needs_consent": "y", answer: "7"})
    browser.submit("main form", **{answer: "1"})

    assert page.text(f"label[for={answer}]") == "Kom je met de bus?"
    assert unknown.text(f"#{answer}-error") == "Rij 1: Kies wat in de lijst staat."
    assert len(page.select("fieldset > .line [name$=organisation]")) == 8
    assert not page.select("[name$=food]")
    assert refused.text("#rij1-needs_consent-error").startswith("Rij 1: Zet een vinkje als we")
    (anna,) = db.session.scalars(select(Registration))
    assert (anna.phone, anna.organisation_name) == ("+31612345678", "Bieb")
    assert anna.municipality == "Leeuwarden"
    assert needs.of_guest(anna.id).needs == {Need.WHEELCHAIR}
    assert questions.of_guest(anna.id) == [(bus, 1)]
    (consent,) = db.session.scalars(select(Consent))
    assert consent.text_version == consents.SPOKEN_VERSION
