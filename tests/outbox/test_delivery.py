"""How mail leaves: once if possible, later if need be, and none holding up another."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from academie.config import current_settings
from academie.core.db import db, write_transaction
from academie.outbox import delivery, settling, transports
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.service import enqueue
from tests.clocks import Clock
from tests.factories import NOW
from tests.outbox.factories import Mailbox
from tests.outbox.letters import TO, letter, only, run, states, write


def test_all_mail_that_is_due_leaves_over_one_connection(mailbox: Mailbox) -> None:
    write("een", "twee", "drie")

    handled = run()

    assert handled == 3
    assert [mail["to"] for mail in mailbox.mails] == list(TO.values())
    assert len(mailbox.peers) == 1
    assert set(states().values()) == {MessageStatus.SENT}
    assert run() == 0


def test_a_mail_that_lost_its_sense_is_dropped(mailbox: Mailbox) -> None:
    write("niets")

    run()

    assert only().status is MessageStatus.DROPPED
    assert not mailbox.mails


def test_a_mail_that_cannot_be_made_holds_up_nobody(mailbox: Mailbox) -> None:
    write("gif", "een")

    run()

    assert states() == {"gif": MessageStatus.WAITING, "een": MessageStatus.SENT}
    assert len(mailbox.mails) == 1


def test_an_error_is_kept_without_anybodys_data(mailbox: Mailbox) -> None:
    del mailbox
    write("gif")

    run()

    error = only().last_error
    assert error is not None
    assert error.startswith("ValueError at letters.py:")
    assert "atima" not in error


@pytest.mark.parametrize(
    ("answer", "status", "blames_address"),
    [
        ("550 5.1.1 No such user", MessageStatus.FAILED, True),
        ("554 5.6.0 We do not like this text", MessageStatus.FAILED, False),
        ("554 Refused", MessageStatus.FAILED, False),
        ("451 4.3.0 Try later", MessageStatus.WAITING, False),
    ],
)
def test_a_mail_that_is_refused_for_its_text_or_address_is_not_tried_again(
    mailbox: Mailbox, time: Clock, answer: str, status: MessageStatus, blames_address: bool
) -> None:
    mailbox.answer_to_text = answer
    write("een")

    run()

    message = only()
    assert message.status is status
    assert message.refused_at == (time.at if blames_address else None)


def test_a_mail_is_tried_again_with_growing_pauses_for_a_day(mailbox: Mailbox, time: Clock) -> None:
    mailbox.answers[TO["een"]] = "451 4.3.0 Try later"
    write("een")
    pauses = []
    while run() and only().status is MessageStatus.WAITING:
        pauses.append((only().due_at - time.at).total_seconds() / 60)
        time.at = only().due_at

    assert pauses == [1, 5, 15, *[60] * 23]
    assert only().status is MessageStatus.FAILED
    assert str(only().last_error).startswith("SMTPRecipientsRefused 451 4.3.0 at ")
    assert timedelta(hours=23) < time.at - NOW < timedelta(days=1)


def test_an_address_that_is_refused_for_good_fails_at_once(mailbox: Mailbox) -> None:
    mailbox.answers[TO["een"]] = "550 5.1.1 <een@voorbeeld.nl>: User unknown"
    write("een", "twee")

    run()

    assert states() == {"een": MessageStatus.FAILED, "twee": MessageStatus.SENT}
    failed = db.session.scalars(select(OutboxMessage).filter_by(about="een")).one()
    assert failed.last_error == "SMTPRecipientsRefused 550 5.1.1"


def test_mail_waits_while_the_relay_is_away(mailbox: Mailbox, app: Flask, time: Clock) -> None:
    settings = current_settings()
    app.extensions["academie.settings"] = replace(settings, smtp_url="smtp://127.0.0.1:1")
    write("een", "twee")
    run()
    away = states()

    app.extensions["academie.settings"] = settings
    time.pass_by(minutes=1)
    run()

    assert set(away.values()) == {MessageStatus.WAITING}
    assert len(mailbox.mails) == 2


def test_a_worker_that_dies_after_sending_sends_again_under_the_same_id(
    mailbox: Mailbox, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("een")

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(settling, "settle", die)
        with pytest.raises(KeyboardInterrupt):
            delivery.run_once()
    time.pass_by(minutes=4)
    too_early = run()
    time.pass_by(minutes=2)
    run()

    assert too_early == 0
    first, second = mailbox.mails
    assert first["message-id"] == second["message-id"]
    assert only().status is MessageStatus.SENT


def test_a_mail_that_comes_back_takes_the_place_of_its_twin(mailbox: Mailbox, time: Clock) -> None:
    mailbox.answers[TO["een"]] = "451 Try later"
    write("een")
    with write_transaction():
        claimed = delivery._claim(time.at)  # noqa: SLF001 - the moment between claiming and failing
    assert claimed
    write("een")

    with write_transaction():
        settling.try_later(claimed, "SMTPServerDisconnected")

    db.session.rollback()
    kept, twin = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    assert (kept.status, twin.status) == (MessageStatus.WAITING, MessageStatus.DROPPED)


def test_two_workers_never_take_the_same_mail(mailbox: Mailbox, app: Flask) -> None:
    write(*TO)

    def work() -> None:
        with app.app_context():
            delivery.run_once()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(mail["to"] for mail in mailbox.mails) == sorted(TO.values())


def test_a_duty_that_fails_holds_up_neither_the_others_nor_the_mail(
    mailbox: Mailbox, app: Flask
) -> None:
    def fail(now: datetime) -> None:
        raise RuntimeError(str(now))

    def remind(now: datetime) -> None:
        enqueue("test.letter", "twee", now)

    delivery.init_app(app, {"test.letter": letter}, (fail, remind))
    write("een")

    run()

    assert [mail["to"] for mail in mailbox.mails] == [TO["een"], TO["twee"]]


def test_what_may_wait_is_done_hourly_and_the_rest_each_round(app: Flask) -> None:
    stop, rounds, hours = threading.Event(), list[datetime](), list[datetime]()

    def each_round(now: datetime) -> None:
        rounds.append(now)
        if len(rounds) == 3:
            stop.set()

    delivery.init_app(app, {}, (each_round,), hourly=(hours.append,))
    worker = threading.Thread(target=delivery.run_forever, args=(app, stop))
    worker.start()
    worker.join(timeout=10)

    assert (len(rounds), len(hours)) == (3, 1)


def test_the_worker_goes_on_until_it_is_told_to_stop(mailbox: Mailbox, app: Flask) -> None:
    stop = threading.Event()
    worker = threading.Thread(target=delivery.run_forever, args=(app, stop))
    worker.start()
    write("een")

    waiting = threading.Event()
    for _ in range(100):
        if mailbox.mails:
            break
        waiting.wait(0.1)
    stop.set()
    worker.join(timeout=10)

    assert len(mailbox.mails) == 1
    assert not worker.is_alive()


def test_without_a_relay_mail_becomes_private_files(
    app: Flask, time: Clock, tmp_path: Path
) -> None:
    del time
    delivery.init_app(app, {"test.letter": letter}, ())
    write("een")

    run()

    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == f"20270301T120000Z-test.letter-{only().ref}.eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert message_from_bytes(file.read_bytes())["to"] == TO["een"]


def test_a_relay_is_named_by_its_error_alone() -> None:
    assert transports.describe(OSError("fatima@voorbeeld.nl")) == "OSError"


@pytest.mark.parametrize(("time", "wait"), [("09:59:50", 10), ("10:00:00", 3600)])
def test_hourly_duties_come_round_at_the_whole_hour(time: str, wait: int) -> None:
    now = datetime.fromisoformat(f"2027-03-09T{time}+00:00")

    assert delivery.until_next(3600, now) == wait
