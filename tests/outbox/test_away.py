"""A relay that is away loses nothing, and nothing that fails holds up anything else."""

from dataclasses import replace

import pytest
from flask import Flask

from academie.config import current_settings
from academie.core import clock
from academie.core.db import db
from academie.outbox import delivery
from academie.outbox.models import MessageStatus
from academie.outbox.service import enqueue_many, send_anew
from academie.outbox.words import reason
from tests.clocks import Clock
from tests.outbox.factories import Mailbox, mail_server
from tests.outbox.letters import TO, only, run, write
from tools.ports import free_port


def test_a_relay_that_was_away_for_an_hour_gets_all_mail_within_a_minute(
    mailbox: Mailbox, app: Flask, time: Clock
) -> None:
    del mailbox
    settings, port = current_settings(), free_port()
    app.extensions["academie.settings"] = replace(settings, smtp_url=f"smtp://127.0.0.1:{port}")
    write("een", "twee")
    for _minute in range(60):
        time.pass_by(minutes=1)
        run()
    write("drie")
    tries = only("een").attempts

    with mail_server(port=port) as back:
        time.pass_by(minutes=1)
        run()

    assert tries == 0
    assert sorted(mail["to"] for mail in back.mails) == sorted(TO.values())


def test_a_relay_that_shuts_down_while_we_talk_costs_no_try_and_is_left_alone(
    mailbox: Mailbox, time: Clock
) -> None:
    for address in TO.values():
        mailbox.answers[address] = "421 4.3.2 Shutting down"
    write("een", "twee")

    handled = run()
    mailbox.answers.clear()
    tries = [only(about).attempts for about in ("een", "twee")]
    time.pass_by(minutes=1)
    run()

    assert (handled, tries) == (1, [0, 0])
    assert len(mailbox.mails) == 2


def test_mail_that_no_relay_took_for_a_day_has_failed(
    mailbox: Mailbox, app: Flask, time: Clock
) -> None:
    del mailbox
    app.extensions["academie.settings"] = replace(current_settings(), smtp_url="smtp://127.0.0.1:1")
    write("een")
    time.pass_by(hours=23)
    run()
    still = only().status
    time.pass_by(hours=2)
    run()

    assert (still, only().status) == (MessageStatus.WAITING, MessageStatus.FAILED)
    assert reason(only().last_error) == "De mailserver was niet te bereiken."


def test_mail_that_somebody_waits_for_goes_before_mail_to_many(mailbox: Mailbox) -> None:
    enqueue_many("test.letter", ["een", "twee"], clock.now())
    write("drie")

    run()

    assert [mail["to"] for mail in mailbox.mails] == [TO["drie"], TO["een"], TO["twee"]]


def test_mail_that_failed_goes_out_again_when_it_is_asked(mailbox: Mailbox) -> None:
    mailbox.answers[TO["een"]] = "550 5.1.1 User unknown"
    write("een")
    run()
    mailbox.answers.clear()

    again = []
    for _press in range(2):
        again.append(send_anew(only(), clock.now()))
        db.session.commit()
    run()

    assert again == [True, False]
    assert only().status is MessageStatus.SENT
    assert len(mailbox.mails) == 1


def test_duties_need_not_wait_until_all_mail_has_left(mailbox: Mailbox) -> None:
    write("een", "twee")

    handled = delivery.deliver_due(seconds=0)

    assert handled == 1
    assert delivery.deliver_due() == 1
    assert len(mailbox.mails) == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (None, ""),
        ("SMTPRecipientsRefused 550 5.1.1", "Dit e-mailadres bestaat niet."),
        ("SMTPRecipientsRefused 552 5.2.2", "De mailbox van deze persoon is vol."),
        ("SMTPDataError 554 5.7.1", "De mailserver nam de e-mail niet aan (554 5.7.1)."),
        ("SMTPRecipientsRefused 451 4.3.0", "De mailserver neemt de e-mail nu nog niet aan."),
        ("TimeoutError", "De mailserver was niet te bereiken."),
        ("ValueError at messages.py:12", "De e-mail kon niet worden gemaakt."),
    ],
)
@pytest.mark.usefixtures("app")
def test_why_mail_failed_is_told_in_plain_words(error: str | None, words: str) -> None:
    assert reason(error).startswith(words)
