"""What somebody who wants an academy does: ask, save, go on, answer, take back."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from academie.app import create_app
from academie.core.db import db
from academie.events.terms import MoneyState
from academie.outbox.models import OutboxMessage
from academie.requests import service
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus
from tests.browser import Browser, Page
from tests.conftest import test_settings
from tests.factories import NOW, make_user
from tests.requests.factories import FORM, TYPED, address, make_draft, make_request

SAVE = {"save": "1"}
MOST_AN_HOUR = "Naar één adres sturen we hooguit 5 van deze e-mails per uur."


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: pages ask nothing that the other answers differently."""
    return sqlite_url


def errors(page: Page) -> dict[str, str]:
    return {
        str(tag["id"]).removesuffix("-error"): tag.get_text() for tag in page.select(".message")
    }


def the_only_request() -> AcademyRequest:
    db.session.rollback()
    return db.session.scalars(select(AcademyRequest)).one()


def mails() -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def fill_in(browser: Browser, **fields: Any) -> Page:
    browser.get("/aanvraag")
    return browser.submit(**(FORM | fields))


def test_the_agenda_leads_to_the_form(browser: Browser) -> None:
    page = browser.get("/")

    assert page.one("main a[href='/aanvraag']").get_text() == "Wil je zelf een publieksacademie?"


def test_a_request_is_sent_in_at_once(browser: Browser) -> None:
    page = fill_in(browser)

    request = the_only_request()
    assert (page.status, page.text("h1")) == (200, "We hebben je aanvraag ontvangen")
    assert (request.status, request.sent_at) == (RequestStatus.NEW, NOW)
    assert {name: getattr(request, name) for name in TYPED} == TYPED
    assert mails() == ["requests.received", "requests.arrived"]


def test_pressing_twice_asks_once(browser: Browser) -> None:
    fill_in(browser)
    fill_in(browser)

    assert the_only_request()
    assert mails() == ["requests.received", "requests.arrived"]


def test_saving_for_later_asks_for_an_address_alone(browser: Browser) -> None:
    browser.get("/aanvraag")

    page = browser.submit(email="Sanne@Voorbeeld.nl", wish="Nog niet klaar", save="1")

    request = the_only_request()
    assert page.text("h1") == "Je aanvraag is bewaard"
    assert (request.status, request.sent_at) == (RequestStatus.DRAFT, None)
    assert (request.email, request.wish) == ("sanne@voorbeeld.nl", "Nog niet klaar")
    assert mails() == ["requests.saved"]


def test_a_saved_request_goes_on_where_it_was(browser: Browser) -> None:
    request = make_draft(wish=None, mode=None, province=None)
    page = browser.get(address(request))
    assert page.one("[name=place]")["value"] == "Emmen"
    assert page.one("[name=meeting_money][checked]")["value"] == "pledged"
    assert page.one("[name=period_from]")["value"] == "2027-06-01"

    page = browser.submit(wish="Dit willen we.", mode="online", province="PV21")

    assert page.text("h1") == "Je aanvraag voor Emmen"
    request = the_only_request()
    assert (request.status, request.wish) == (RequestStatus.NEW, "Dit willen we.")
    assert mails() == ["requests.saved", "requests.received", "requests.arrived"]


def test_under_another_address_a_saved_request_gets_another_link(browser: Browser) -> None:
    old = address(make_draft())
    browser.get(old)

    browser.post(old, browser_values(browser) | {"email": "ander@voorbeeld.nl"} | SAVE)

    assert browser.get(old).status == 404
    assert browser.get(address(the_only_request())).status == 200


def test_a_saved_request_sent_in_under_another_address_shows_no_link(browser: Browser) -> None:
    browser.get(address(make_draft()))

    page = browser.submit(email="ander@voorbeeld.nl")

    assert page.url == "/aanvraag/ontvangen"
    assert the_only_request().email == "ander@voorbeeld.nl"


def browser_values(browser: Browser) -> dict[str, Any]:
    """Give what the form on the page would send."""
    assert browser.page
    token = browser.page.one("main form [name=csrf_token]")["value"]
    return FORM | {"csrf_token": token}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"email": ""}, {"email": "Vul je e-mailadres in. Dan kunnen we je mailen."}),
        (
            {"email": "geen adres"},
            {"email": "Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl."},
        ),
        ({"wish": "  "}, {"wish": "Schrijf op waarom jullie dit willen."}),
        ({"province": ""}, {"province": "Kies een provincie."}),
        ({"mode": None}, {"mode": "Kies hoe jullie de bijeenkomst willen houden."}),
        (
            {"period_until": "1-5-2027"},
            {"period_until": "Dit is voor het begin. Kies een latere dag."},
        ),
        (
            {"period_from": "1-1-2027", "period_until": "28-2-2027"},
            {"period_until": "Deze dag is al geweest. Kies een dag die nog komt."},
        ),
        ({"period_from": "morgen"}, {"period_from": "Schrijf de datum zo: 9-3-2027."}),
        ({"meeting_money_amount": "veel"}, {"meeting_money_amount": "Vul een getal in."}),
        (
            {"campaign_money_amount": "99999999"},
            {"campaign_money_amount": "Vul een getal in van 0 tot en met 10000000."},
        ),
        (
            {"meeting_money_proof": "javascript:alert(1)"},
            {"meeting_money_proof": "Dit is geen webadres. Schrijf het zo: https://voorbeeld.nl."},
        ),
        ({"place": "x" * 81}, {"place": "Maak dit korter: hooguit 80 tekens."}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    browser: Browser, fields: dict[str, str], wrong: dict[str, str]
) -> None:
    page = fill_in(browser, **fields)

    assert page.status == 422
    assert errors(page) == wrong
    assert page.one("[name=organisation]")["value"] == "Bibliotheek Emmen"
    assert page.one("[name=campaign_money_proof]")["value"] == "Mail van het fonds"


@pytest.mark.parametrize("answer", ["", "\0", None])
def test_money_that_nobody_says_anything_of_is_not_there_yet(
    browser: Browser, answer: str | None
) -> None:
    page = fill_in(browser, meeting_money=answer)

    assert page.status == 200
    assert the_only_request().meeting_money is MoneyState.NOT_YET


def test_what_cannot_be_read_is_refused_when_saving_too(browser: Browser) -> None:
    browser.get("/aanvraag")

    page = browser.submit(email="a@voorbeeld.nl", period_from="32-1-2027", save="1")

    assert page.status == 422
    assert errors(page) == {"period_from": "Schrijf de datum zo: 9-3-2027."}


def test_a_saved_request_can_be_thrown_away(browser: Browser) -> None:
    url = address(make_draft())
    browser.get(f"{url}/intrekken")

    page = browser.submit()

    assert page.url == "/aanvraag"
    assert browser.get(url).status == 404
    assert db.session.scalars(select(AcademyRequest)).all() == []


def test_a_requester_reads_a_question_and_answers_it(browser: Browser) -> None:
    request = make_request()
    service.ask(request, user=make_user(), text="Wie betaalt?", now=NOW)
    page = browser.get(address(request))
    assert "Wie betaalt?" in page.text("main")
    assert "Janneke" not in page.text("main")

    page = browser.submit(text="Het fonds.\r\nEn de gemeente.")

    assert page.text(".notice") == "Bedankt voor je antwoord. Je hoort van ons per e-mail."
    assert the_only_request().messages[-1].text == "Het fonds.\nEn de gemeente."
    assert "requests.answered" in mails()


def test_a_question_or_an_answer_that_is_sent_twice_stands_there_once(app: Flask) -> None:
    del app
    request, janneke = make_request(), make_user()

    for _press in range(2):
        service.ask(request, user=janneke, text="Wie betaalt?", now=NOW)
    for _press in range(2):
        service.answer(request, text="Het fonds.", now=NOW)
    service.ask(request, user=janneke, text="Wie betaalt?", now=NOW)

    said = [message.text for message in request.messages]
    assert said == ["Wie betaalt?", "Het fonds.", "Wie betaalt?"]


def test_an_empty_answer_is_refused(browser: Browser) -> None:
    request = make_request()
    service.ask(request, user=make_user(), text="Wie betaalt?", now=NOW)
    browser.get(address(request))

    page = browser.submit(text=" ")

    assert (page.status, errors(page)) == (422, {"text": "Schrijf je antwoord op."})


def test_an_answer_that_comes_after_the_decision_is_not_lost(browser: Browser) -> None:
    request = make_request()
    service.ask(request, user=make_user(), text="Wie betaalt?", now=NOW)
    browser.get(address(request))
    service.withdraw(request, now=NOW)
    assert browser.page
    token = browser.page.one("main form [name=csrf_token]")["value"]

    page = browser.post(f"{address(request)}/antwoord", {"csrf_token": token, "text": "Het fonds."})

    assert page.status == 409
    assert "De stand is: Ingetrokken." in page.text(".summary")


def test_a_requester_takes_a_request_back(browser: Browser) -> None:
    request = make_request()
    browser.get(f"{address(request)}/intrekken")

    page = browser.submit()

    assert page.texts(".notice p")[0] == "Je hebt deze aanvraag ingetrokken."
    assert the_only_request().status is RequestStatus.WITHDRAWN
    assert browser.get(f"{address(request)}/intrekken").url == address(request)


def test_money_on_the_page_is_a_sum_and_a_link(browser: Browser) -> None:
    request = make_request(meeting_money_proof="https://voorbeeld.nl/brief")

    page = browser.get(address(request))

    assert "toegezegd, € 4.000" in page.text("main")
    link = page.one("main a[href='https://voorbeeld.nl/brief']")
    assert "noreferrer" in link["rel"]
    assert request.campaign_money is MoneyState.IN_TALKS


def test_each_page_that_promises_a_link_says_how_many_go_to_one_address(browser: Browser) -> None:
    received = fill_in(browser)
    request = the_only_request()
    correcting = browser.get(f"{address(request)}/veranderen")

    for page in (received, correcting):
        assert MOST_AN_HOUR in page.text("main")


def test_one_address_is_not_mailed_without_end_and_everybody_reads_the_same(
    sqlite_url: str, tmp_path: Path
) -> None:
    limited = create_app(test_settings(sqlite_url, tmp_path), TESTING=True, RATELIMIT_ENABLED=True)
    with limited.app_context():
        pages = []
        for place in ("Assen", "Emmen", "Hoogeveen", "Meppel", "Coevorden", "Roden"):
            browser = Browser(limited)
            browser.get("/aanvraag")
            page = browser.submit(email="sanne@voorbeeld.nl", place=place, save="1")
            pages.append((page.url, page.text("main")))
        kept = len(db.session.scalars(select(AcademyRequest)).all())
        sent = mails()
        db.engine.dispose()

    assert {url for url, _text in pages} == {"/aanvraag/bewaard"}
    assert len({text for _url, text in pages}) == 1
    assert MOST_AN_HOUR in pages[0][1]
    assert kept == 6
    assert sent == ["requests.saved"] * 5
