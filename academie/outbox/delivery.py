"""The mail worker: claim one message, render it, let it leave, write down that it left.

What became of a message is written down in the transaction that claims the next, and none is open
while a relay makes us wait. A worker that dies halfway leaves one claim behind, which is freed
after a while: delivery is at least once, always under the same Message-ID.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from math import inf
from time import monotonic
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy import bindparam, select, update

from academie.config import current_settings
from academie.core import clock
from academie.core.db import (
    UtcDateTime,
    db,
    forget_deleted,
    is_there,
    reading,
    write_transaction,
)
from academie.core.errors import place_of
from academie.outbox import settling
from academie.outbox.models import MessageStatus, OutboxMessage, Renderer
from academie.outbox.transports import (
    RefusedError,
    Transport,
    UnreachableError,
    describe,
    open_transport,
)

TURN_SECONDS = 10
"""How long mail may keep duties waiting, such as handing on a seat whose offer has run out."""

IDLE_SECONDS = 1
HOUR_SECONDS = 3600

_NOW = bindparam("now", type_=UtcDateTime)
_DUE = (
    select(OutboxMessage.id)
    .where(OutboxMessage.status == MessageStatus.WAITING, OutboxMessage.due_at <= _NOW)
    .order_by(OutboxMessage.bulk, OutboxMessage.due_at, OutboxMessage.id)
    .limit(1)
)
_CLAIM = (
    update(OutboxMessage)
    .where(OutboxMessage.id == _DUE.with_for_update(skip_locked=True).scalar_subquery())
    .values(status=MessageStatus.SENDING, claimed_at=_NOW, attempts=OutboxMessage.attempts + 1)
    .returning(OutboxMessage)
    .execution_options(synchronize_session=False)
)

Duty = Callable[[datetime], None]
log = logging.getLogger(__name__)


class _Work(NamedTuple):
    renderers: Mapping[str, Renderer]
    duties: Iterable[Duty]
    hourly: Iterable[Duty]


def init_app(
    app: Flask,
    renderers: Mapping[str, Renderer],
    duties: Iterable[Duty],
    hourly: Iterable[Duty] = (),
) -> None:
    """Tell the worker what mails there are, and what else to do: on each round, or each hour."""
    app.extensions["academie.outbox"] = _Work(renderers, duties, hourly)


def run_forever(app: Flask, stop: threading.Event) -> None:
    """Work round after round, duties and mail in turn; no error ends it."""
    due_at = {IDLE_SECONDS: 0.0, HOUR_SECONDS: 0.0}
    while not stop.is_set():
        handled = 0
        with app.app_context():
            try:
                _do_due(due_at)
                handled = deliver_due(stop, seconds=TURN_SECONDS)
            except Exception as error:  # noqa: BLE001 - the next round may go well
                log.error("mail worker: %s", _where(error))  # noqa: TRY400 - data in it
        if not handled:
            stop.wait(IDLE_SECONDS)


def run_once(*, hourly: bool = True) -> int:
    """Do every duty, then handle all mail that is due; tell how many messages that were.

    Args:
        hourly: also the duties of each hour.
    """
    _do_due({IDLE_SECONDS: 0.0, HOUR_SECONDS: 0.0 if hourly else inf})
    return deliver_due()


def _do_due(due_at: dict[int, float]) -> None:
    """Do the duties whose time has come, and free what a worker that died has claimed.

    Args:
        due_at: when to do those of each pace next, by its seconds; it is moved on.
    """
    work = _work()
    for seconds, duties in ((IDLE_SECONDS, work.duties), (HOUR_SECONDS, work.hourly)):
        if monotonic() >= due_at[seconds]:
            for duty in duties:
                _perform(duty)
            if seconds == HOUR_SECONDS:
                db.session.rollback()
                forget_deleted()
            due_at[seconds] = monotonic() + until_next(seconds, clock.now())
    settling.free_abandoned(clock.now())


def until_next(seconds: int, now: datetime) -> float:
    """Tell how long until a pace comes round: hourly duties at the whole hour.

    What is due at nine o'clock then leaves at nine, whenever the worker was started.
    """
    return seconds - now.timestamp() % seconds


def deliver_due(stop: threading.Event | None = None, seconds: float = inf) -> int:
    """Handle all mail that is due; tell how many messages that were.

    Args:
        seconds: take no more mail after so long.
    """
    stop = stop or threading.Event()
    handled, brought_address, ends_at = 0, False, monotonic() + seconds
    with closing(open_transport(current_settings())) as transport:
        message = None if stop.is_set() else _claim_first()
        while message:
            handled += 1
            brought_address = brought_address or message.address is not None
            write_down, others_can_leave = _deliver(message, transport)
            with write_transaction():
                write_down()
                go_on = others_can_leave and not stop.is_set() and monotonic() < ends_at
                message = _claim(clock.now()) if go_on else None
    if brought_address:
        forget_deleted()
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


def _claim_first() -> OutboxMessage | None:
    """Claim a message, and write nothing when none is due."""
    now = clock.now()
    if not is_there(_DUE, {"now": now}):
        return None
    with write_transaction():
        return _claim(now)


def _claim(now: datetime) -> OutboxMessage | None:
    """Take the message that waits longest, so that no other worker does."""
    message = db.session.scalar(_CLAIM, {"now": now})
    if message:
        db.session.expunge(message)
    return message


def _deliver(message: OutboxMessage, transport: Transport) -> tuple[Callable[[], None], bool]:
    """Let one message leave.

    Returns:
        what to write down, and whether another can leave now.
    """
    try:
        mail = _render(message)
        if mail is None:
            return partial(settling.settle, message, MessageStatus.DROPPED), True
        transport.send(mail, f"{message.kind}-{message.ref}")
    except RefusedError as error:
        return partial(settling.refuse, message, error), True
    except UnreachableError as error:
        return partial(settling.wait_for_relay, message, str(error)), False
    except Exception as error:  # noqa: BLE001 - one failing mail holds up nobody
        transport.close()
        return partial(settling.try_later, message, _where(error)), True
    return partial(settling.settle, message, MessageStatus.SENT, sent_at=clock.now()), True


def _render(message: OutboxMessage) -> EmailMessage | None:
    with reading():
        return _work().renderers[message.kind](message, clock.now())


def _where(error: Exception) -> str:
    """Name an error and its place, without its words: they may hold somebody's data."""
    return describe(error) + place_of(error)
