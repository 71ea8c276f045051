"""What came of a meeting is told to who asked for it, four times a year at most."""

import re
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.followups.terms import EventLink
from academie.letters import outgoing, service
from academie.letters.following import FOLLOWING
from academie.letters.models import Letter, LetterAudience
from academie.registrations import consents
from academie.registrations.guest_links import token_of
from academie.registrations.models import ConsentKind, Registration
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event, make_user
from tests.followups.factories import adopted, denied, show
from tests.house.visitors import ask
from tests.letters.factories import make_letter, seen, send
from tests.mail import deliver, html, plain
from tests.meanwhile import refused_meanwhile
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register

FORM = "main form"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def make_follower(event: Event, email: str = "volgt@voorbeeld.nl") -> Registration:
    guest = register(event, email)
    consents.give(guest, ConsentKind.FOLLOW_UP, now=NOW)
    db.session.commit()
    return guest


def make_news(event: Event) -> Letter:
    return make_letter(event, audience=LetterAudience.FOLLOWERS, subject="Dit is er gebeurd")


def stop_address(guest: Registration) -> str:
    return f"/geen-berichten/{token_of(guest, FOLLOWING)}"


def test_only_who_asked_for_it_is_told_and_can_stop_with_one_click(mailbox: Mailbox) -> None:
    event = make_event()
    guest = make_follower(event)
    register(event, "ander@voorbeeld.nl")
    deliver(mailbox)

    send(make_news(event))
    (mail,) = deliver(mailbox)

    stop = f"http://127.0.0.1:8000{stop_address(guest)}"
    assert mail["to"] == "volgt@voorbeeld.nl"
    assert mail["list-unsubscribe"] == f"<{stop}>"
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert f"Geen berichten meer? {stop}" in plain(mail)
    assert stop in html(mail)


@pytest.mark.usefixtures("app")
def test_nobody_is_told_more_than_four_times_a_year_whatever_the_meeting() -> None:
    first, second = make_event(), make_event(title="Tweede")
    make_follower(first)
    make_follower(second)
    for days in range(4):
        send(make_news(first), now=NOW + timedelta(days=days))
    fifth = make_news(second)

    soon = outgoing.readers(fifth, NOW + timedelta(days=30))
    later = outgoing.readers(fifth, NOW + timedelta(days=366))

    assert (soon.parties, later.parties) == (0, 1)


def test_who_was_told_enough_this_year_is_counted_and_the_page_says_why(browser: Browser) -> None:
    event = make_event()
    make_follower(event)
    adopted(event)
    for days in range(4):
        send(make_news(event), now=NOW - timedelta(days=40 - days))
    letter = make_news(event)
    browser.sign_in(make_user())

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/berichten/brief/{letter.ref}")

    assert outgoing.readers(letter, NOW).had_enough == 1
    assert "1 aanmelding, krijgt dit niet" in page.text("main")
    assert "het afgelopen jaar al 4 berichten" in page.text(".notice")
    with pytest.raises(service.TooManyThisYearError):
        send(letter)


def test_of_letters_of_two_meetings_at_once_no_reader_gets_a_fifth(app: Flask) -> None:
    first, second = make_event(), make_event(title="Tweede")
    make_follower(first)
    make_follower(second)
    for days in range(3):
        send(make_news(first), now=NOW + timedelta(days=days))
    later = NOW + timedelta(days=10)
    drafts = [(letter.id, seen(letter, later)) for letter in map(make_news, (first, second))]

    def press(number: int, shown: str) -> None:
        letter = db.session.get(Letter, number)
        assert letter
        service.send(letter, seen=shown, now=later)

    fourth, fifth = (partial(press, *draft) for draft in drafts)
    assert refused_meanwhile(app, fourth, fifth)


def test_the_page_asks_and_its_button_stops(browser: Browser) -> None:
    guest = make_follower(make_event())

    page = browser.get(stop_address(guest))
    still = consents.given(guest)
    done = browser.submit(FORM)

    assert page.text("h1") == "Wil je geen berichten meer?"
    assert ConsentKind.FOLLOW_UP in still
    assert done.text("h1") == "Je krijgt geen berichten meer"
    db.session.rollback()
    assert consents.given(guest) == set()


def test_a_mail_program_stops_it_without_a_page_or_a_cookie(
    browser: Browser, mailbox: Mailbox
) -> None:
    event = make_event()
    guest = make_follower(event)
    deliver(mailbox)
    send(make_news(event))

    stranger = browser.client.application.test_client()
    answer = ask(stranger, "POST", stop_address(guest), data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    db.session.rollback()
    assert consents.given(guest) == set()
    assert deliver(mailbox) == []


def test_a_letter_begins_with_what_was_adopted(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    make_follower(event)
    monkeypatch.setattr(clock, "now", lambda: WHEN + timedelta(days=60))
    browser.sign_in(make_user())
    address = f"/beheer/bijeenkomsten/{event.ref}/berichten"
    early = browser.get(address).texts("main a.button")
    show(adopted(event))
    title = adopted(event, title="Scholen delen een fiets")
    db.session.commit()

    browser.get(address)
    form = browser.get(f"{address}/nieuw?vervolg=1")
    shown = browser.submit(FORM)

    assert early == ["Schrijf een bericht"]
    assert title.title in form.text("#text")
    assert "Wie wil horen wat er daarna gebeurt" in shown.text(".facts")
    assert "1 e-mail" in shown.text(".facts")


def test_a_letter_tells_nothing_that_is_disputed_or_not_shown_to_follow(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    make_follower(event)
    monkeypatch.setattr(clock, "now", lambda: WHEN + timedelta(days=60))
    browser.sign_in(make_user())
    address = f"/beheer/bijeenkomsten/{event.ref}/berichten"
    adopted(event, title="Dit hangt ergens anders mee samen", link=EventLink.NOT_SHOWN)
    denied(adopted(event, title="Dit is betwist"))
    early = browser.get(address).texts("main a.button")

    adopted(event, title="Scholen delen een fiets")
    form = browser.get(f"{address}/nieuw?vervolg=1")

    assert early == ["Schrijf een bericht"]
    assert re.findall("^- (.*)$", form.one("#text").get_text(), re.MULTILINE) == [
        "Scholen delen een fiets"
    ]
