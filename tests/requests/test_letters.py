"""Letters that pledge money: taken in by what they are, opened by the project team alone."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.accounts.models import AccessLogLine, RoleName
from academie.core.db import db
from academie.events import edits
from academie.requests import erasing, letters, service
from academie.requests.models import AcademyRequest, RequestLetter
from academie.requests.retention import erase_due
from academie.requests.terms import LetterKind, MoneyLine
from tests.browser import Browser, Page
from tests.factories import NOW, make_user
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.requests.factories import LETTER, accept, address, make_draft, make_request

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)
JPEG = b"\xff\xd8\xff\xe0" + bytes(50)


def send(
    browser: Browser, request: AcademyRequest, content: bytes, name: str = "brief.pdf"
) -> Page:
    browser.get(f"{address(request)}/brief/meeting")
    return browser.submit("#upload", file=(BytesIO(content), name))


def send_whole(browser: Browser, request: AcademyRequest, content: bytes) -> Page:
    """Send a large letter as one piece of memory; the test client would leave a file open."""
    page = browser.get(f"{address(request)}/brief/meeting")
    token = str(page.one("#upload [name=csrf_token]")["value"]).encode()
    parts = [
        b'Content-Disposition: form-data; name="csrf_token"\r\n\r\n' + token,
        b'Content-Disposition: form-data; name="file"; filename="b.pdf"\r\n\r\n' + content,
    ]
    body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"
    return browser.post(page.url, body, content_type="multipart/form-data; boundary=x")


def kept() -> list[RequestLetter]:
    db.session.rollback()
    return list(db.session.scalars(select(RequestLetter)))


@pytest.mark.parametrize(
    ("content", "kind"),
    [(LETTER, LetterKind.PDF), (PNG, LetterKind.PNG), (JPEG, LetterKind.JPEG)],
)
def test_a_letter_is_known_by_its_content_whatever_its_name(
    browser: Browser, content: bytes, kind: LetterKind
) -> None:
    page = send(browser, make_request(), content, "iets.exe")

    (letter,) = kept()
    assert page.status == 200
    assert (letter.kind, letter.content, letter.line) == (kind, content, MoneyLine.MEETING)


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"PK\x03\x04", b" %PDF-1.7", b"\0\0\0"]
)
def test_anything_else_is_refused_in_plain_words(browser: Browser, content: bytes) -> None:
    page = send(browser, make_request(), content, "brief.pdf")

    assert (page.status, kept()) == (422, [])
    assert page.text("#file-error") == "Dit is geen PDF of foto. Kies een PDF, PNG of JPG."


def test_a_letter_of_some_megabytes_is_kept_and_a_larger_one_is_not(browser: Browser) -> None:
    request = make_request()

    fits = send_whole(browser, request, LETTER.ljust(letters.LARGEST, b" "))
    too_large = send_whole(browser, request, LETTER.ljust(letters.LARGEST + 1, b" "))

    assert (fits.status, too_large.status) == (200, 422)
    assert too_large.text("#file-error") == "Dit bestand is te groot. Neem hooguit 4 MB."
    assert [letter.size for letter in kept()] == [letters.LARGEST]


def test_other_forms_take_no_such_body(browser: Browser) -> None:
    browser.get("/aanvraag")

    page = browser.post("/aanvraag", {"wish": "x" * 2_000_000})

    assert page.status == 413


def test_without_a_file_the_page_asks_for_one(browser: Browser) -> None:
    browser.get(f"{address(make_request())}/brief/campaign")

    page = browser.submit("#upload")

    assert (page.status, page.text("#file-error")) == (422, "Kies een bestand.")


def test_a_newer_letter_takes_the_place_of_an_older_and_can_go(browser: Browser) -> None:
    request = make_draft()
    send(browser, request, LETTER)
    send(browser, request, PNG)
    assert [letter.kind for letter in kept()] == [LetterKind.PNG]

    browser.get(f"{address(request)}/brief/meeting")
    browser.submit('form[action$="/weg"]')

    assert kept() == []


def test_the_team_saves_a_letter_and_that_is_logged(browser: Browser) -> None:
    request = make_request()
    letters.keep(request, MoneyLine.CAMPAIGN, LETTER, now=NOW)
    browser.sign_in(make_user())
    page = browser.get(f"/beheer/aanvragen/{request.ref}")
    link = str(page.one('a[href*="/brief/"]')["href"])

    response = browser.client.get(link)

    assert response.data == LETTER
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    subject = f"request:{request.ref}/letter/campaign"
    db.session.rollback()
    assert subject in db.session.scalars(select(AccessLogLine.subject)).all()


def test_nobody_else_opens_a_letter(app: Flask, browser: Browser) -> None:
    request = make_request()
    letters.keep(request, MoneyLine.MEETING, LETTER, now=NOW)
    link = f"/beheer/aanvragen/{request.ref}/brief/meeting"
    organiser = Browser(app)
    organiser.sign_in(make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl"))

    assert "inloggen" in browser.get(link).url
    assert organiser.get(link).status in {403, 404}
    assert browser.get(f"{address(request)}/brief/meeting").text("main").count("4000") == 0


def test_a_letter_goes_with_who_sent_it(app: Flask) -> None:
    del app
    wiped, saved, declined = make_request(), make_draft(), make_request(place="Assen")
    for request in (wiped, saved, declined):
        letters.keep(request, MoneyLine.MEETING, LETTER, now=NOW)
    service.decline(declined, user=make_user(), reason="Te vroeg", now=NOW)

    erasing.erase(wiped, now=NOW)
    db.session.commit()
    erase_due(NOW + timedelta(days=400))
    db.session.commit()

    assert db.session.scalar(select(func.count()).select_from(RequestLetter)) == 0


def test_a_declined_request_takes_no_more_letters(browser: Browser) -> None:
    request = make_request()
    service.decline(request, user=make_user(), reason="Te vroeg", now=NOW)

    page = send(browser, request, LETTER)

    assert (page.status, kept()) == (409, [])


def test_the_meeting_says_that_the_letter_is_with_the_request(app: Flask) -> None:
    del app
    request = make_request(meeting_money_proof=None)
    letters.keep(request, MoneyLine.MEETING, LETTER, now=NOW)

    event = accept(request, make_user())

    assert event.meeting_money_proof == "Brief bij de aanvraag"


def test_a_letter_that_comes_after_the_decision_is_named_at_the_meeting_and_told(
    mailbox: Mailbox,
) -> None:
    request = make_request(meeting_money_proof=None)
    event = accept(request, make_user())
    db.session.commit()
    seen = event.revision

    letters.keep(request, MoneyLine.MEETING, LETTER, now=NOW)

    (edit,) = edits.since(event, seen)
    assert (edit.field, edit.after) == ("meeting_money_proof", "Brief bij de aanvraag")
    subjects = [str(mail["subject"]) for mail in deliver(mailbox)]
    assert "Veranderde aanvraag: Emmen" in subjects


def test_a_letter_that_a_meeting_rests_on_stays(browser: Browser) -> None:
    request = make_request()
    letters.keep(request, MoneyLine.MEETING, LETTER, now=NOW)
    page = browser.get(f"{address(request)}/brief/meeting")
    accept(request, make_user())
    db.session.commit()

    refused = browser.submit('form[action$="/weg"]')

    assert (refused.status, len(kept())) == (409, 1)
    assert browser.get(page.url).select('form[action$="/weg"]') == []
