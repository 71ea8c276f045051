"""The mail worker: claim one message, render it, let it leave, write down that it left.

Each step is a transaction of its own and none is open while a relay makes us wait. A worker that
dies halfway leaves a claim behind, which is freed after a while: delivery is at least once, always
under the same Message-ID.
"""

import logging
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask, current_app
from sqlalchemy import select, update

from academie.config import current_settings
from academie.core import clock
from academie.core.db import db, write_transaction
from academie.outbox.models import MessageStatus, OutboxMessage, Renderer
from academie.outbox.transports import (
    RefusedError,
    Transport,
    UnreachableError,
    describe,
    open_transport,
)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, *[60] * 23))
"""How long to wait after each failed try; together almost a day."""

ABANDONED_AFTER = timedelta(minutes=5)
IDLE_SECONDS = 1

Duty = Callable[[datetime], None]
log = logging.getLogger(__name__)


class _Work(NamedTuple):
    renderers: Mapping[str, Renderer]
    duties: Iterable[Duty]


def init_app(app: Flask, renderers: Mapping[str, Renderer], duties: Iterable[Duty]) -> None:
    """Tell the worker what mails there are, and what else to do on each round."""
    app.extensions["academie.outbox"] = _Work(renderers, duties)


def run_until_stopped() -> None:
    """Work in this process until it is told to stop."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run_forever(current_app._get_current_object(), stop)  # type: ignore[attr-defined] # noqa: SLF001 - Flask's own way


def run_forever(app: Flask, stop: threading.Event) -> None:
    """Work round after round; no error ends it."""
    while not stop.is_set():
        with app.app_context():
            try:
                handled = run_once(stop)
            except Exception as error:  # noqa: BLE001 - the next round may go well
                log.error("mail worker: %s", _where(error))  # noqa: TRY400 - data in it
                handled = 0
        if not handled:
            stop.wait(IDLE_SECONDS)


def run_once(stop: threading.Event | None = None) -> int:
    """Do every duty, then handle all mail that is due; tell how many messages that were."""
    for duty in _work().duties:
        _perform(duty)
    _free_abandoned(clock.now())
    handled = 0
    with closing(open_transport(current_settings())) as transport:
        while not (stop and stop.is_set()) and (message := _claim(clock.now())):
            handled += 1
            if not _deliver(message, transport):
                break
    return handled


def _work() -> _Work:
    work: _Work = current_app.extensions["academie.outbox"]
    return work


def _perform(duty: Duty) -> None:
    """Do one duty in a transaction of its own; its failure harms no other."""
    try:
        with write_transaction():
            duty(clock.now())
    except Exception as error:  # noqa: BLE001 - mail must leave whatever a duty does
        log.error("duty %s: %s", duty.__name__, _where(error))  # noqa: TRY400 - data in it


def _claim(now: datetime) -> OutboxMessage | None:
    """Take the message that waits longest, so that no other worker does."""
    due = (
        select(OutboxMessage.id)
        .where(OutboxMessage.status == MessageStatus.WAITING, OutboxMessage.due_at <= now)
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(1)
    )
    db.session.rollback()
    if db.session.scalar(due) is None:
        return None
    with write_transaction():
        message = db.session.scalar(
            update(OutboxMessage)
            .where(OutboxMessage.id == due.with_for_update(skip_locked=True).scalar_subquery())
            .values(
                status=MessageStatus.SENDING, claimed_at=now, attempts=OutboxMessage.attempts + 1
            )
            .returning(OutboxMessage)
            .execution_options(synchronize_session=False)
        )
        if message:
            db.session.expunge(message)
    return message


def _deliver(message: OutboxMessage, transport: Transport) -> bool:
    """Let one message leave; False when no other can leave now either."""
    try:
        mail = _render(message)
        if mail is None:
            _settle(message, status=MessageStatus.DROPPED)
            return True
        transport.send(mail, f"{message.kind}-{message.ref}")
    except RefusedError as error:
        _settle(message, status=MessageStatus.FAILED, last_error=str(error))
    except UnreachableError as error:
        _try_later(message, str(error))
        return False
    except Exception as error:  # noqa: BLE001 - one failing mail holds up nobody
        transport.close()
        _try_later(message, _where(error))
    else:
        _settle(message, status=MessageStatus.SENT, sent_at=clock.now(), last_error=None)
    return True


def _render(message: OutboxMessage) -> EmailMessage | None:
    db.session.rollback()
    try:
        return _work().renderers[message.kind](message, clock.now())
    finally:
        db.session.rollback()


def _settle(message: OutboxMessage, **values: Any) -> None:
    """Write down what became of a message, unless another worker took it over meanwhile."""
    with write_transaction():
        db.session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.id == message.id,
                OutboxMessage.status == MessageStatus.SENDING,
                OutboxMessage.claimed_at == message.claimed_at,
            )
            .values(claimed_at=None, **values)
            .execution_options(synchronize_session=False)
        )


def _try_later(message: OutboxMessage, error: str) -> None:
    log.warning("mail %s of kind %s did not leave: %s", message.ref, message.kind, error)
    if message.attempts > len(PAUSES):
        _settle(message, status=MessageStatus.FAILED, last_error=error)
        return
    due_at = clock.now() + PAUSES[message.attempts - 1]
    with write_transaction():
        kept = db.session.get(OutboxMessage, message.id, with_for_update=True)
        if kept and kept.claimed_at == message.claimed_at:
            _put_back(kept, due_at, error)


def _free_abandoned(now: datetime) -> None:
    """Let messages wait again whose worker died."""
    abandoned = select(OutboxMessage).where(
        OutboxMessage.status == MessageStatus.SENDING,
        OutboxMessage.claimed_at < now - ABANDONED_AFTER,
    )
    db.session.rollback()
    if db.session.scalar(abandoned.limit(1)) is None:
        return
    with write_transaction():
        for message in db.session.scalars(abandoned.with_for_update(skip_locked=True)).all():
            if message.attempts > len(PAUSES):
                message.status, message.claimed_at = MessageStatus.FAILED, None
            else:
                _put_back(message, now, "the worker stopped")


def _put_back(message: OutboxMessage, due_at: datetime, error: str) -> None:
    """Let a message wait; a second one of its kind that came meanwhile adds nothing."""
    db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.kind == message.kind,
            OutboxMessage.about == message.about,
            OutboxMessage.status == MessageStatus.WAITING,
        )
        .values(status=MessageStatus.DROPPED)
    )
    message.status, message.claimed_at = MessageStatus.WAITING, None
    message.due_at, message.last_error = due_at, error
    db.session.flush()


def _where(error: Exception) -> str:
    """Name an error and its place, without its words: they may hold somebody's data."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f" at {Path(last.filename).name}:{last.lineno}" if last else ""
    return describe(error) + place
