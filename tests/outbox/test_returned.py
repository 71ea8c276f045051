"""Mail that comes back later marks its message, and nothing else does."""

import pytest
from flask import Flask

from academie.core.db import db
from academie.outbox.commands import returned
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.words import reason
from tests.outbox.factories import Mailbox
from tests.outbox.letters import only, run, write

NOTED = "The address is marked.\n"
NOT_NOTED = "This is about no mail of ours that failed.\n"
RETURNED = """\
From: MAILER-DAEMON@relay.example
To: academie@voorbeeld.nl
Message-ID: <0123456789abcdef@relay.example>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I am sorry.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; een@voorbeeld.nl
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--x
Content-Type: {kind}

Subject: Dag
Message-ID: {message_id}

--x--
"""


def pipe(app: Flask, message: OutboxMessage, **words: str) -> str:
    """Hand a returned mail to the command, as a mail server does, and give what it says."""
    about = {
        "action": "failed",
        "status": "5.1.1",
        "kind": "message/rfc822",
        "message_id": f"<{message.ref}@127.0.0.1>",
    }
    mail = RETURNED.format(**about | words).replace("\n", "\r\n").encode()
    db.session.commit()
    result = app.test_cli_runner().invoke(returned, input=mail)
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    return result.output


def send(mailbox: Mailbox) -> OutboxMessage:
    write("een")
    run()
    assert mailbox.mails
    return only()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_returned_mail_marks_that_its_address_takes_none(
    app: Flask, mailbox: Mailbox, kind: str
) -> None:
    message = send(mailbox)
    sent_at = message.sent_at

    said = pipe(app, message, kind=kind)

    assert said == NOTED
    assert (message.status, message.sent_at) == (MessageStatus.FAILED, None)
    assert message.refused_at == sent_at
    assert reason(message.last_error).startswith("Dit e-mailadres bestaat niet.")


@pytest.mark.parametrize(
    "words",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "relayed", "status": "2.1.5"},
        {"status": "5.7.1"},
        {"status": "5.2.3"},
        {"status": "none"},
        {"message_id": "<0123456789abcdef@127.0.0.1>"},
        {"message_id": "<x@elders.nl>"},
    ],
)
def test_what_is_not_for_good_or_not_ours_changes_nothing(
    app: Flask, mailbox: Mailbox, words: dict[str, str]
) -> None:
    message = send(mailbox)

    said = pipe(app, message, **words)

    assert said == NOT_NOTED
    assert (message.status, message.refused_at) == (MessageStatus.SENT, None)


def test_a_mail_whose_worker_died_after_sending_is_marked_and_its_address_forgotten(
    app: Flask, mailbox: Mailbox
) -> None:
    message = send(mailbox)
    message.status, message.address = MessageStatus.SENDING, "een@voorbeeld.nl"
    message.sent_at, message.claimed_at = None, message.sent_at

    said = pipe(app, message)

    assert said == NOTED
    kept = only()
    assert (kept.status, kept.address) == (MessageStatus.FAILED, None)


def test_the_same_return_twice_changes_nothing_more(app: Flask, mailbox: Mailbox) -> None:
    message = send(mailbox)

    assert [pipe(app, message), pipe(app, message)] == [NOTED, NOT_NOTED]


@pytest.mark.parametrize("mail", [b"", b"\x00\xff" * 99, b"Dag,\n\nik ben er niet."])
def test_whatever_else_arrives_does_no_harm(app: Flask, mail: bytes) -> None:
    result = app.test_cli_runner().invoke(returned, input=mail)

    assert (result.exit_code, result.output) == (0, NOT_NOTED)
