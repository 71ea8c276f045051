"""Lost the mail, or holding an old link: the way back is plain, and tells a stranger nothing."""

from collections.abc import Callable
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from academie.app import create_app
from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations.guest_links import token_of
from tests.browser import Browser
from tests.conftest import test_settings
from tests.factories import NOW, make_event
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox, settle
from tests.registrations.factories import register

LOST = "/kaartje-kwijt"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: pages ask nothing that the other answers differently."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _a_week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def lost_url(event: Event) -> str:
    return f"/bijeenkomsten/{event.slug}/kaartje-kwijt"


def ask(browser: Browser, email: str, url: str = LOST) -> str:
    browser.get(url)
    page = browser.submit(email=email)
    assert page.url == "/kaartje-kwijt/verstuurd"
    return page.text("main")


def two_meetings() -> tuple[Event, Event]:
    """Let Fatima come to one meeting and wait for another; her registering was mailed before."""
    first, second = make_event(title="Kenniskring"), make_event(capacity=0)
    register(first, people=3)
    register(second)
    settle()
    return first, second


def links_in(mail: EmailMessage) -> list[str]:
    return [line for line in plain(mail).splitlines() if "/aanmelding/" in line]


def test_who_lost_the_mail_gets_every_link_again(browser: Browser, mailbox: Mailbox) -> None:
    two_meetings()

    ask(browser, " FATIMA@voorbeeld.nl")

    (mail,) = deliver(mailbox)
    assert (mail["To"], mail["Subject"]) == ("fatima@voorbeeld.nl", "Hier is je link")
    assert "Kenniskring" in html(mail)
    assert "Aangemeld, 3 personen" in plain(mail)
    assert "Op de wachtlijst" in plain(mail)
    for link in links_in(mail):
        assert browser.get(link.partition("127.0.0.1:8000")[2]).status == 200


def test_asked_at_a_meeting_only_its_link_comes(browser: Browser, mailbox: Mailbox) -> None:
    first, _second = two_meetings()

    ask(browser, "fatima@voorbeeld.nl", lost_url(first))

    (mail,) = deliver(mailbox)
    assert len(links_in(mail)) == 1
    assert "Kenniskring" in plain(mail)


@pytest.mark.parametrize(
    ("call_off", "words"),
    [
        (partial(events.cancel, reason="De zaal is weg."), "Gaat niet door"),
        (events.postpone, "Uitgesteld"),
    ],
)
def test_the_mail_says_of_a_meeting_that_it_is_off(
    browser: Browser, mailbox: Mailbox, call_off: Callable[..., None], words: str
) -> None:
    event, _second = two_meetings()
    call_off(event, now=NOW)
    db.session.commit()

    ask(browser, "fatima@voorbeeld.nl")

    mail = next(mail for mail in deliver(mailbox) if mail["Subject"] == "Hier is je link")
    assert f"Kenniskring\n{words}\n" in plain(mail)
    assert plain(mail).count(words) == 1
    assert f"<b>{words}</b>" in html(mail)


@pytest.mark.parametrize("of_event", [False, True])
def test_the_answer_and_what_is_written_are_the_same_for_every_address(
    app: Flask, mailbox: Mailbox, of_event: bool
) -> None:
    first, _second = two_meetings()
    url = lost_url(first) if of_event else LOST
    known, unknown = (ask(Browser(app), f"{name}@voorbeeld.nl", url) for name in ("fatima", "anna"))

    waiting = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.status == MessageStatus.WAITING)
    ).all()
    written = [(message.kind, message.detail, message.due_at) for message in waiting]
    assert known == unknown
    assert len(written) == 2
    assert written[0] == written[1]
    assert [mail["To"] for mail in deliver(mailbox)] == ["fatima@voorbeeld.nl"]


def test_an_address_is_forgotten_once_its_mail_is_settled(
    browser: Browser, mailbox: Mailbox
) -> None:
    two_meetings()
    ask(browser, "fatima@voorbeeld.nl")
    ask(browser, "anna@voorbeeld.nl")

    deliver(mailbox)

    assert set(db.session.scalars(select(OutboxMessage.address))) == {None}


def test_an_address_that_is_none_is_told_beside_the_field(browser: Browser) -> None:
    browser.get(LOST)

    page = browser.submit(email="fatima")

    assert page.status == 422
    assert page.text("#email-error") == (
        "Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl."
    )


def test_a_meeting_that_is_none_has_no_such_page(browser: Browser) -> None:
    assert browser.get("/bijeenkomsten/nergens/kaartje-kwijt").status == 404


def test_one_address_is_not_mailed_without_end_and_everybody_reads_the_same(
    sqlite_url: str, tmp_path: Path
) -> None:
    limited = create_app(test_settings(sqlite_url, tmp_path), TESTING=True, RATELIMIT_ENABLED=True)
    with limited.app_context():
        pages = []
        for _ in range(6):
            browser = Browser(limited)
            browser.get(LOST)
            pages.append(browser.submit(email="anna@voorbeeld.nl").url)
            settle()
        mails = db.session.scalars(select(OutboxMessage)).all()
        db.engine.dispose()

    assert pages == ["/kaartje-kwijt/verstuurd"] * 6
    assert len(mails) == 5


def test_a_changed_link_says_so_and_leads_to_a_new_one(browser: Browser) -> None:
    url = f"/aanmelding/{token_of(register(make_event()))}"

    for broken in (f"{url[:-3]}abc", "/aanmelding/onzin", f"{url[:-3]}abc/gegevens"):
        page = browser.get(broken)

        assert page.status == 404
        assert "Deze link werkt niet." in page.text("main")
        assert page.one("main a.button:not(.second)")["href"] == LOST


def test_an_old_link_says_that_there_is_a_newer_one(browser: Browser) -> None:
    registration = register(make_event())
    url = f"/aanmelding/{token_of(registration)}"
    registration.link_version += 1

    page = browser.get(url)

    assert page.status == 404
    assert "Er is een nieuwe voor in de plaats." in page.text("main")
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.one("main a.button:not(.second)")["href"] == LOST
