"""Asking, reminding, and handing over to a person: all found by state and time.

A worker that was down does what still makes sense and leaves out the rest: nobody is asked about
three months when the question of six is due, two reminders that were missed are one, and between
two mails lie seven days, counted from when the one before really left.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select

from academie.checkpoints import beginning, days, queries
from academie.checkpoints.models import Checkpoint, FollowUp
from academie.checkpoints.terms import CheckpointResult
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.outbox import service as outbox
from academie.outbox.models import MessageStatus, OutboxMessage

QUEUED = ("asked_at", "reminded_at", "reminded_again_at")
KINDS = ("checkpoints.asked", "checkpoints.reminded", "checkpoints.handed_over")
_ASKED = (Checkpoint.asked_at.is_not(None), Checkpoint.tasked_at.is_(None))


def keep_up(now: datetime) -> None:
    """Do all that is due about questions; a duty of the worker, before old mail is forgotten."""
    beginning.take_back_reopened()
    beginning.begin_due(now)
    note_sent(now)
    ask_due(now)
    remind_due(now)


def note_sent(now: datetime) -> None:
    """Note of each mail whether it left; where it cannot arrive, a person takes over."""
    queued = func.coalesce(
        Checkpoint.reminded_again_at, Checkpoint.reminded_at, Checkpoint.asked_at
    )
    pending = or_(Checkpoint.last_sent_at.is_(None), Checkpoint.last_sent_at < queued)
    refused = exists().where(
        OutboxMessage.about == Checkpoint.ref,
        OutboxMessage.refused_at.is_not(None),
        OutboxMessage.created_at >= Checkpoint.asked_at,
    )
    for checkpoint in _open(*_ASKED, or_(pending, refused)):
        message = _last_mail(checkpoint)
        if message is None or message.status is MessageStatus.DROPPED:
            _unqueue(checkpoint)
        elif message.status is MessageStatus.FAILED or message.refused_at is not None:
            _give_task(checkpoint, now)
        elif message.status is MessageStatus.SENT:
            checkpoint.sent_at = checkpoint.sent_at or message.sent_at
            checkpoint.last_sent_at = message.sent_at
    db.session.flush()


def ask_due(now: datetime) -> None:
    """Ask the contact of each meeting whose day has come; without an address it is a task."""
    due = Checkpoint.due_on <= days.last_due_day(now)
    for checkpoint in _open(due, Checkpoint.asked_at.is_(None), Checkpoint.tasked_at.is_(None)):
        if queries.overtaken(checkpoint, now):
            checkpoint.result, checkpoint.given_up_at = CheckpointResult.NO_ANSWER, now
        elif _address(checkpoint):
            checkpoint.asked_at = now
            outbox.enqueue("checkpoints.asked", checkpoint.ref, now)
        else:
            _give_task(checkpoint, now)
    db.session.flush()


def remind_due(now: datetime) -> None:
    """Remind who did not answer after one week and after three; then a person takes over."""
    a_while_ago = Checkpoint.last_sent_at < now - days.PAUSE + timedelta(days=1)
    unknown = ~exists().where(
        FollowUp.event_id == Checkpoint.event_id, FollowUp.contact_email.is_not(None)
    )
    for checkpoint in _open(*_ASKED, or_(a_while_ago, unknown)):
        if not _address(checkpoint):
            _give_task(checkpoint, now)
        elif _has_left(checkpoint) and _had_a_week(checkpoint, now):
            _next_step(checkpoint, now)
    db.session.flush()


def _next_step(checkpoint: Checkpoint, now: datetime) -> None:
    """Remind once more when that makes sense, or hand it to a person."""
    assert checkpoint.sent_at is not None  # noqa: S101 - it has left
    senseless = queries.overtaken(checkpoint, now) or not queries.link_works(checkpoint, now)
    if checkpoint.reminded_again_at or senseless:
        _give_task(checkpoint, now)
    elif days.has_passed(checkpoint.sent_at, days.SECOND_REMINDER, now):
        checkpoint.reminded_again_at = now
        outbox.enqueue("checkpoints.reminded", checkpoint.ref, now)
    elif checkpoint.reminded_at is None:
        checkpoint.reminded_at = now
        outbox.enqueue("checkpoints.reminded", checkpoint.ref, now)


def _give_task(checkpoint: Checkpoint, now: datetime) -> None:
    checkpoint.tasked_at = now
    outbox.enqueue("checkpoints.tasked", checkpoint.ref, now)


def _has_left(checkpoint: Checkpoint) -> bool:
    """Tell whether the last mail about a question is known to have left."""
    last, queued = checkpoint.last_sent_at, checkpoint.queued_at
    return last is not None and queued is not None and last >= queued


def _had_a_week(checkpoint: Checkpoint, now: datetime) -> bool:
    last = checkpoint.last_sent_at
    return last is not None and days.has_passed(last, days.PAUSE, now)


def _unqueue(checkpoint: Checkpoint) -> None:
    """Forget the last mail, which never left: its time comes again when it makes sense again."""
    for name in reversed(QUEUED):
        if getattr(checkpoint, name) is not None:
            setattr(checkpoint, name, None)
            return


def _last_mail(checkpoint: Checkpoint) -> OutboxMessage | None:
    return db.session.scalar(
        select(OutboxMessage)
        .where(
            OutboxMessage.about == checkpoint.ref,
            OutboxMessage.kind.in_(KINDS),
            OutboxMessage.created_at >= checkpoint.asked_at,
        )
        .order_by(OutboxMessage.created_at.desc(), OutboxMessage.id.desc())
        .limit(1)
    )


def _address(checkpoint: Checkpoint) -> str | None:
    follow_up = queries.follow_up_of(checkpoint.event)
    return follow_up.contact_email if follow_up else None


def _open(*conditions: object) -> Sequence[Checkpoint]:
    """List questions of closed meetings without a result; one that is being answered waits."""
    return db.session.scalars(
        select(Checkpoint)
        .join(Checkpoint.event)
        .where(Checkpoint.result.is_(None), Event.status == EventStatus.CLOSED, *conditions)  # type: ignore[arg-type] # conditions of SQL
        .order_by(Checkpoint.due_on, Checkpoint.id)
        .with_for_update(of=Checkpoint, skip_locked=True)
    ).all()
