"""Staff put the address of a requester right, who mistyped it."""

import pytest

from academie.accounts.models import AccessAction, AccessLogLine
from academie.core.db import db
from academie.outbox.models import OutboxMessage
from academie.requests import queries, service
from academie.requests.models import AcademyRequest
from academie.requests.retention import erase_due
from tests.browser import Browser, Page
from tests.factories import NOW, WHEN, make_user
from tests.requests.factories import accept, address, make_request

RIGHT = "goed@voorbeeld.nl"


@pytest.fixture
def team(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def put_right(team: Browser, request: AcademyRequest, email: str = RIGHT) -> Page:
    team.get(f"/beheer/aanvragen/{request.ref}")
    team.get(f"/beheer/aanvragen/{request.ref}/adres")
    page = team.submit(email=email)
    db.session.expire_all()
    return page


def mails(request: AcademyRequest) -> list[str]:
    sent = db.session.query(OutboxMessage).filter(OutboxMessage.about == request.ref)
    return [message.kind for message in sent.order_by(OutboxMessage.id)]


def test_the_right_address_gets_the_mail_with_a_new_link_and_the_old_link_ends(
    team: Browser,
) -> None:
    request = make_request(email="foutje@voorbeeld.nl")
    old = address(request)
    db.session.query(OutboxMessage).delete()

    page = put_right(team, request)
    again = put_right(team, request)

    for shown in (page, again):
        assert "E-mail aan de aanvrager gaat nu naar goed@voorbeeld.nl." in shown.text("main")
    assert mails(request) == ["requests.received"]
    assert team.get(old).status == 404
    assert team.get(f"/aanvraag/{queries.token_of(request)}").status == 200
    changes = db.session.query(AccessLogLine).filter_by(action=AccessAction.CHANGE)
    assert {line.subject for line in changes} == {f"request:{request.ref}"}


def test_who_missed_a_question_gets_the_question(team: Browser) -> None:
    request = make_request(email="foutje@voorbeeld.nl")
    service.ask(request, user=make_user(email="collega@voorbeeld.nl"), text="Wie?", now=NOW)
    db.session.query(OutboxMessage).delete()
    db.session.commit()

    put_right(team, request)

    assert mails(request) == ["requests.question"]


def test_after_the_decision_the_meeting_follows(team: Browser) -> None:
    request = make_request(email="foutje@voorbeeld.nl")
    event = accept(request, make_user(email="collega@voorbeeld.nl"))
    db.session.query(OutboxMessage).delete()
    db.session.commit()

    put_right(team, request)

    assert event.reply_address == RIGHT
    assert mails(request) == ["requests.accepted"]


def test_the_page_tells_of_an_account_under_the_old_address(team: Browser) -> None:
    request = make_request(email="foutje@voorbeeld.nl")
    page = team.get(f"/beheer/aanvragen/{request.ref}/adres")
    assert "hoort een account" not in page.text("main")
    accept(request, make_user(email="collega@voorbeeld.nl"), organiser=True)
    db.session.commit()

    page = team.get(f"/beheer/aanvragen/{request.ref}/adres")

    assert "Bij het oude adres hoort een account." in page.text("main")
    assert team.get(str(page.one(".notice a")["href"])).text("h1") == "Sanne de Groot"


@pytest.mark.parametrize("wrong", ["", "geen adres", "twee@voorbeeld.nl, drie@voorbeeld.nl"])
def test_no_address_is_refused_beside_the_field(team: Browser, wrong: str) -> None:
    request = make_request()

    page = put_right(team, request, wrong)

    assert page.status == 422
    assert page.one("#email")["value"] == wrong
    assert page.text("#email-error")
    assert request.email == "sanne@voorbeeld.nl"


def test_of_who_is_forgotten_no_address_is_kept_again(team: Browser) -> None:
    request = make_request()
    service.withdraw(request, now=NOW)
    erase_due(WHEN.replace(year=2040))
    db.session.commit()

    page = put_right(team, request)

    assert page.status == 409
    assert "gewist" in page.text("main")
    assert request.email is None
