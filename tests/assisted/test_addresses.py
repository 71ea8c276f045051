"""An address that is wrong: noticed, put right, or given up; a real mail server says no."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import AccessLogLine
from academie.core import links
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import service as events
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations import addresses, service
from academie.registrations.models import Registration, RegistrationStatus
from tests.browser import Browser
from tests.clocks import Clock
from tests.factories import NOW, make_event, make_user
from tests.mail import deliver, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register

pytestmark = [
    pytest.mark.usefixtures("time"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

WRONG, RIGHT = "fatma@voorbeeld.nl", "fatima@voorbeeld.nl"
NO_SUCH_USER = "550 5.1.1 User unknown"


def detail_url(registration: Registration) -> str:
    event = registration.event
    return f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{registration.ref}"


def bounced(mailbox: Mailbox, time: Clock) -> Registration:
    """Register with an address that the mail server does not know, and let the worker find out."""
    mailbox.answers[WRONG] = NO_SUCH_USER
    registration = register(make_event(), WRONG)
    time.at += timedelta(minutes=1)
    deliver(mailbox)
    deliver(mailbox)
    db.session.refresh(registration)
    return registration


def test_a_mail_that_is_refused_for_good_fails_at_once_and_marks_the_address(
    mailbox: Mailbox, time: Clock
) -> None:
    registration = bounced(mailbox, time)

    (message,) = db.session.scalars(select(OutboxMessage))
    assert (message.status, message.attempts) == (MessageStatus.FAILED, 1)
    assert message.last_error == "SMTPRecipientsRefused 550 5.1.1"
    assert registration.bounced_at is not None


@pytest.mark.parametrize(
    ("answer", "status", "marked"),
    [
        ("550 No such user here", "failed", True),
        ("553 5.1.2 Bad domain", "failed", True),
        ("550 5.4.1 Recipient address rejected", "failed", True),
        ("550 5.2.1 Mailbox disabled", "failed", True),
        ("550 5.7.1 Relaying denied", "failed", False),
        ("554 5.7.1 Blocked", "failed", False),
        ("552 5.2.3 Message too long", "failed", False),
        ("553 5.1.8 Bad sender", "failed", False),
        ("450 4.2.1 Try later", "waiting", False),
        ("452 4.2.2 Mailbox full", "waiting", False),
    ],
)
def test_only_an_answer_about_the_address_marks_it(
    mailbox: Mailbox, answer: str, status: str, marked: bool
) -> None:
    mailbox.answers[WRONG] = answer
    registration = register(make_event(), WRONG)
    deliver(mailbox)
    deliver(mailbox)

    db.session.expire_all()
    message = db.session.scalars(select(OutboxMessage)).one()
    assert message.status == status
    assert (registration.bounced_at is not None) is marked


def test_staff_see_that_mail_does_not_arrive_with_two_ways_out(
    browser: Browser, mailbox: Mailbox, time: Clock
) -> None:
    registration = bounced(mailbox, time)
    browser.sign_in(make_user())

    page = browser.get(detail_url(registration))
    lines = browser.get(detail_url(registration).rpartition("/")[0])

    assert page.text(".notice h2") == "Mail komt niet aan"
    assert page.texts(".notice .button, .notice button") == [
        "Verbeter het adres",
        "Maak de plekken vrij",
    ]
    assert "Stuur de mail opnieuw" not in page.text("main")
    assert lines.text("tbody td b") == "Mail komt niet aan"


def test_the_right_address_gets_the_mail_and_the_old_link_ends(
    browser: Browser, mailbox: Mailbox, time: Clock
) -> None:
    registration = bounced(mailbox, time)
    old = links.sign("registration", registration.ref, registration.link_version)
    browser.sign_in(make_user())
    browser.get(f"{detail_url(registration)}/adres")
    time.at += timedelta(minutes=1)

    page = browser.submit("main form", email=RIGHT)

    assert page.url == detail_url(registration)
    (mail,) = deliver(mailbox)
    assert mail["To"] == RIGHT
    assert mail["Subject"] == "Je kaartje voor Publieksacademie Leeuwarden"
    assert "Met dit e-mailadres is al iemand aangemeld" not in plain(mail)
    assert browser.get(f"/aanmelding/{old}").status == 404
    token = links.sign("registration", registration.ref, registration.link_version)
    assert browser.get(f"/aanmelding/{token}").status == 200
    deliver(mailbox)
    db.session.refresh(registration)
    assert registration.bounced_at is None
    line = db.session.scalars(select(AccessLogLine).filter_by(action="change")).one()
    assert line.subject == f"registration:{registration.ref}"


def test_a_refusal_of_the_old_address_says_nothing_of_the_new_one(
    mailbox: Mailbox, time: Clock
) -> None:
    registration = bounced(mailbox, time)
    time.at += timedelta(minutes=1)

    addresses.change_address(registration, RIGHT, now=time.at)
    db.session.commit()
    addresses.note_refusals(time.at)

    assert registration.bounced_at is None


def test_an_address_of_somebody_else_is_refused_and_kept_on_the_page(browser: Browser) -> None:
    event = make_event()
    register(event, "ander@voorbeeld.nl")
    registration = register(event, WRONG)
    browser.sign_in(make_user())
    browser.get(f"{detail_url(registration)}/adres")

    page = browser.submit("main form", email="ANDER@voorbeeld.nl")

    assert page.status == 422
    assert page.text("#email-error") == "Met dit e-mailadres is al iemand aangemeld."
    assert page.one("#email")["value"] == "ander@voorbeeld.nl"
    db.session.refresh(registration)
    assert registration.email == WRONG


def test_an_address_that_is_none_is_refused(browser: Browser) -> None:
    registration = register(make_event(), WRONG)
    browser.sign_in(make_user())
    browser.get(f"{detail_url(registration)}/adres")

    page = browser.submit("main form", email="geen adres")

    assert page.status == 422
    assert registration.email == WRONG


def test_who_turns_out_to_have_no_address_is_called_instead(browser: Browser) -> None:
    registration = register(make_event(), WRONG)
    browser.sign_in(make_user())
    browser.get(f"{detail_url(registration)}/adres")

    page = browser.submit("main form", email="")

    db.session.refresh(registration)
    assert registration.email is None
    assert "Geen e-mail: bel of geef het kaartje mee." in page.text("main")


def test_staff_mark_an_address_by_hand_when_a_mail_came_back(
    browser: Browser, mailbox: Mailbox
) -> None:
    registration = register(make_event(), WRONG)
    deliver(mailbox)
    browser.sign_in(make_user())
    browser.get(detail_url(registration))

    page = browser.submit("form[action$='/teruggekomen']")

    assert page.text(".notice h2") == "Mail komt niet aan"
    db.session.refresh(registration)
    assert registration.bounced_at == NOW


def test_the_seats_of_who_cannot_be_reached_are_freed(
    browser: Browser, mailbox: Mailbox, time: Clock
) -> None:
    registration = bounced(mailbox, time)
    browser.sign_in(make_user())
    browser.get(detail_url(registration))

    browser.submit("form[action$='/vrijmaken']")

    db.session.expire_all()
    assert registration.status is RegistrationStatus.CANCELLED
    assert registration.event.pools[0].taken == 0
    assert deliver(mailbox) == []
    line = db.session.scalars(select(AccessLogLine).filter_by(action="change")).one()
    assert line.purpose == "De mail komt niet aan"


def test_seats_of_somebody_whom_mail_reaches_are_not_freed_this_way(browser: Browser) -> None:
    registration = register(make_event())
    browser.sign_in(make_user())
    token = browser.get(detail_url(registration)).select("main [name=csrf_token]")[0]["value"]

    page = browser.post(f"{detail_url(registration)}/vrijmaken", {"csrf_token": token})

    assert page.status == 409
    db.session.refresh(registration)
    assert registration.is_live


def test_who_signed_off_or_was_forgotten_has_no_address_to_put_right(app: Flask) -> None:
    del app
    gone = register(make_event(), WRONG)
    service.cancel(gone, now=NOW)
    forgotten = register(make_event(), WRONG)
    forgotten.given_name = forgotten.email = None
    db.session.commit()

    for registration in (gone, forgotten):
        with pytest.raises(IllegalMoveError):
            addresses.change_address(registration, RIGHT, now=NOW)


def test_whoever_types_the_same_address_again_is_mailed_again(
    mailbox: Mailbox, time: Clock
) -> None:
    registration = bounced(mailbox, time)
    mailbox.answers.clear()
    time.at += timedelta(minutes=1)

    register(registration.event, WRONG, now=time.at)

    (mail,) = deliver(mailbox)
    assert mail["To"] == WRONG


def test_a_change_is_not_mailed_to_an_address_that_takes_no_mail(
    mailbox: Mailbox, time: Clock
) -> None:
    registration = bounced(mailbox, time)
    events.postpone(registration.event, now=time.at)

    assert deliver(mailbox) == []
    db.session.refresh(registration)
    assert registration.told_sequence < registration.event.sequence
