"""What a requester does with what was sent in: correct it, and have it wiped."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.service import IncompleteEventError
from academie.requests import service
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus
from tests.browser import Browser
from tests.factories import NOW, make_user
from tests.requests.factories import address, make_draft, make_request

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def the_only_request() -> AcademyRequest:
    db.session.rollback()
    return db.session.scalars(select(AcademyRequest)).one()


def the_event() -> Event:
    db.session.rollback()
    return db.session.scalars(select(Event)).one()


def test_a_requester_corrects_what_was_sent_in(browser: Browser) -> None:
    url = address(make_request())
    page = browser.get(f"{url}/veranderen")
    assert page.one("[name=wish]").get_text().strip().startswith("Scholen en gemeente")

    page = browser.submit(name="Sanne Smit", campaign_money="pledged")

    request = the_only_request()
    assert page.url == url
    assert (request.name, request.campaign_money) == ("Sanne Smit", "pledged")
    assert request.status is RequestStatus.NEW


def test_a_corrected_address_gets_another_link(browser: Browser) -> None:
    old = address(make_request())
    browser.get(f"{old}/veranderen")

    page = browser.submit(email="ander@voorbeeld.nl")

    assert page.url == "/aanvraag/ander-adres"
    assert browser.get(old).status == 404


def test_a_wrong_correction_is_refused_and_stays_typed(browser: Browser) -> None:
    browser.get(f"{address(make_request())}/veranderen")

    page = browser.submit(email="geen adres", wish="Iets anders")

    assert page.status == 422
    assert page.text("#email-error").startswith("Dit e-mailadres klopt niet.")
    assert page.one("[name=wish]").get_text().strip() == "Iets anders"


def test_a_correction_that_comes_after_the_decision_is_not_lost(browser: Browser) -> None:
    request = make_request()
    browser.get(f"{address(request)}/veranderen")
    service.decline(request, user=make_user(), reason="Te vroeg", now=NOW)
    db.session.commit()

    page = browser.submit(wish="Iets anders")

    assert page.status == 409
    assert "al besloten" in page.text(".summary")
    assert page.one("[name=wish]").get_text().strip() == "Iets anders"
    assert browser.get(f"{address(request)}/veranderen").url == address(request)


def test_a_requester_is_forgotten_at_once(browser: Browser) -> None:
    request = make_request()
    service.ask(request, user=make_user(), text="Wie betaalt?", now=NOW)
    url = address(request)
    browser.get(f"{url}/wissen")

    page = browser.submit()

    request = the_only_request()
    assert page.text("h1") == "Je gegevens zijn gewist"
    assert (request.name, request.email, request.phone) == (None, None, None)
    assert [message.text for message in request.messages] == [None]
    assert (request.status, request.place) == (RequestStatus.WITHDRAWN, "Emmen")
    assert browser.get(url).status == 404


def test_who_was_declined_may_be_forgotten_too(browser: Browser) -> None:
    request = make_request()
    service.decline(request, user=make_user(), reason="Te vroeg", now=NOW)
    browser.get(f"{address(request)}/wissen")

    browser.submit()

    request = the_only_request()
    assert (request.status, request.email) == (RequestStatus.DECLINED, None)


def test_what_was_only_saved_is_thrown_away_whole(browser: Browser) -> None:
    url = address(make_draft())

    assert browser.get(f"{url}/wissen").url == f"{url}/intrekken"


def test_without_any_phone_number_a_request_becomes_a_draft_that_asks_for_one(
    app: Flask, browser: Browser
) -> None:
    settings = app.extensions["academie.settings"]
    app.extensions["academie.settings"] = replace(settings, contact_phone=None)
    request = make_request(phone=None)
    browser.sign_in(make_user())
    browser.get(f"/beheer/aanvragen/{request.ref}/aannemen")

    page = browser.submit(next_steps="We bellen je.")
    sheet = browser.get(f"/beheer/bijeenkomsten/{the_event().ref}/draaiboek/blad")

    assert (page.status, sheet.status, the_event().phone) == (200, 200, "")
    with pytest.raises(IncompleteEventError, match="telefoonnummer"):
        events.publish(the_event(), now=NOW)
