"""The local contact changes, behind the link of a question: a colleague takes over, or nobody."""

from datetime import timedelta

import pytest

from academie.checkpoints import queries
from academie.core import clock
from academie.core.db import db
from tests.browser import Browser
from tests.checkpoints.factories import (
    THREE_MONTHS,
    address,
    first_of,
    make_checkpoint,
    make_closed,
    make_owner,
)
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("three_months_later"),
]


def test_a_colleague_takes_over_by_mail_and_the_old_link_ends(
    browser: Browser, mailbox: Mailbox
) -> None:
    event = make_closed(owner=make_owner())
    checkpoint = make_checkpoint(event)
    deliver(mailbox, hourly=True)
    old = address(checkpoint)
    half_typed = browser.get(old)
    browser.get(old + "/jij")

    page = browser.submit("#hand-over", name="Jelle", email="Jelle@Voorbeeld.nl")

    (mail,) = deliver(mailbox, hourly=True)
    new = address(first_of(event))
    db.session.expire_all()
    assert page.text("h1") == "Je hebt het doorgegeven"
    assert (mail["to"], mail["subject"]) == (
        "jelle@voorbeeld.nl",
        "Jij bent nu contact voor Publieksacademie Leeuwarden",
    )
    assert all(f"http://127.0.0.1:8000{new}" in text for text in (plain(mail), html(mail)))
    assert browser.get(old).status == 404
    browser.page = half_typed
    refused = browser.submit("#answer", result="no_change", remark="Wij zijn bezig.")
    assert (refused.status, refused.text("#typed-words")) == (404, "Wij zijn bezig.")
    assert browser.get(new).status == 200
    follow_up = queries.follow_up_of(event)
    assert follow_up
    assert (follow_up.contact_name, follow_up.contact_phone) == ("Jelle", None)


def test_an_older_link_hands_over_the_question_that_waits_now(
    browser: Browser, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_closed(owner=make_owner())
    old = address(make_checkpoint(event), "/jij")
    monkeypatch.setattr(clock, "now", lambda: THREE_MONTHS + timedelta(days=95))
    deliver(mailbox, hourly=True)
    browser.get(old)

    browser.submit("#hand-over", name="Jelle", email="jelle@voorbeeld.nl")

    (mail,) = deliver(mailbox, hourly=True)
    db.session.expire_all()
    assert address(queries.of_event(event)[1]) in plain(mail)


def test_who_hands_over_to_themselves_hears_that(browser: Browser) -> None:
    checkpoint = make_checkpoint()
    browser.get(address(checkpoint, "/jij"))

    page = browser.submit("#hand-over", name="Sietske", email="sietske@voorbeeld.nl")

    assert page.status == 422
    assert page.text("#email-error").startswith("Dit is je eigen e-mailadres.")


def test_the_contact_stops_and_is_forgotten(browser: Browser) -> None:
    event = make_closed()
    checkpoint = make_checkpoint(event)
    link = address(checkpoint)
    browser.get(link + "/stoppen")

    page = browser.submit("main form")

    db.session.expire_all()
    follow_up = queries.follow_up_of(event)
    assert page.text("h1") == "Je gegevens zijn gewist"
    assert follow_up
    assert (follow_up.contact_name, follow_up.contact_email, follow_up.contact_phone) == (None,) * 3
    assert browser.get(link).status == 404
