"""Whom mail does not reach is not mailed again, but called."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.letters import outgoing
from academie.letters.models import LetterAudience
from academie.outbox.models import OutboxMessage
from academie.registrations import addresses, service
from academie.registrations.models import Registration
from tests.factories import NOW, make_event
from tests.letters.factories import make_letter, send
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register

WRONG, RIGHT = "fatma@voorbeeld.nl", "fatima@voorbeeld.nl"
EARLY = datetime(2027, 2, 1, 12, 0, tzinfo=UTC)
DAY_DUE = datetime(2027, 3, 8, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return monkeypatch


def make_two(event: Event) -> Registration:
    """Register two parties; no mail reaches the one that is given."""
    register(event, RIGHT, now=EARLY)
    lost = register(event, WRONG, now=EARLY)
    addresses.note_return(lost, now=NOW)
    db.session.commit()
    return lost


def test_an_address_that_takes_no_mail_gets_no_reminder(
    mailbox: Mailbox, at: pytest.MonkeyPatch
) -> None:
    make_two(make_event(now=EARLY))
    deliver(mailbox, hourly=True)
    at.setattr(clock, "now", lambda: DAY_DUE)

    mails = deliver(mailbox, hourly=True)

    assert [mail["to"] for mail in mails] == [RIGHT]


def test_a_letter_counts_whom_to_call_and_skips_them(mailbox: Mailbox) -> None:
    event = make_event(now=EARLY)
    make_two(event)
    deliver(mailbox, hourly=True)
    letter = make_letter(event, audience=LetterAudience.EVERYBODY)

    send(letter)

    assert outgoing.readers(letter, NOW) == (1, 1, 1, 0)
    assert [mail["to"] for mail in deliver(mailbox, hourly=True)] == [RIGHT]


@pytest.mark.usefixtures("app")
def test_who_was_erased_is_not_to_be_called() -> None:
    event = make_event(now=EARLY)
    lost = make_two(event)
    lost.email = lost.given_name = lost.family_name = lost.bounced_at = None
    db.session.commit()

    readers = outgoing.readers(make_letter(event), NOW)

    assert readers == (1, 1, 0, 0)


def test_an_address_that_turns_out_wrong_before_the_letter_leaves_gets_none(
    mailbox: Mailbox,
) -> None:
    event = make_event(now=EARLY)
    lost = register(event, WRONG, now=EARLY)
    deliver(mailbox, hourly=True)
    send(make_letter(event))

    addresses.note_return(lost, now=NOW)

    assert deliver(mailbox, hourly=True) == []


def test_a_letter_that_is_refused_shows_that_its_address_is_wrong(mailbox: Mailbox) -> None:
    event = make_event(now=EARLY)
    lost = register(event, WRONG, now=EARLY)
    deliver(mailbox, hourly=True)
    mailbox.answers[WRONG] = "550 5.1.1 User unknown"
    send(make_letter(event))

    for _round in range(2):
        deliver(mailbox, hourly=True)

    db.session.expire_all()
    assert lost.bounced_at is not None


def test_an_address_that_is_trusted_again_is_not_blamed_for_an_old_refusal(
    mailbox: Mailbox,
) -> None:
    event = make_event(now=EARLY)
    lost = register(event, WRONG, now=EARLY)
    deliver(mailbox, hourly=True)
    mailbox.answers[WRONG] = "550 5.1.1 User unknown"
    send(make_letter(event))
    for _round in range(2):
        deliver(mailbox, hourly=True)

    service.trust_address(lost, NOW + timedelta(minutes=1))
    db.session.commit()
    deliver(mailbox, hourly=True)

    db.session.expire_all()
    refused = db.session.scalars(select(OutboxMessage.refused_at)).all()
    assert any(refused)
    assert lost.bounced_at is None
