"""Mail about the demo's meetings: waiting, sent and failed; a letter that left and a draft."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from academie.accounts.models import User
from academie.core.db import db
from academie.events.models import Event
from academie.letters import outgoing, queries, refusals, reminders, service
from academie.letters.models import Letter, LetterAudience, LetterCopy, ReminderKind
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations import addresses
from academie.registrations.models import Registration

PARKING = """Kom je met de auto? Parkeer dan achter het dorpshuis. Daar is het gratis.

- De deur gaat open om **19.00 uur**.
- Er is koffie, thee en limonade.
"""
FOOD = "Na afloop is er soep. Die maken mensen uit de buurt."
_NOBODY_THERE = "SMTPRecipientsRefused 550 5.1.1"
_NO_TRUST = "SMTPDataError 554 5.7.1"
_BUSY = "SMTPRecipientsRefused 451 4.3.0"


def load_letters(writer: User, now: datetime) -> None:
    """Remind guests of tomorrow's meeting and write to them; what is due now is not mailed later.

    Call it last: it decides how all mail of the demo fares, because nobody in it exists.
    """
    event = db.session.scalars(
        select(Event).where(Event.title == "Publieksacademie Leeuwarden", Event.starts_at > now)
    ).one()
    _write(event, writer, now)
    nine = max(now, queries.due_at(event, ReminderKind.DAY))
    while any(queries.rounds_due(nine)):
        reminders.remind_due(nine)
    db.session.execute(update(OutboxMessage).values(status=MessageStatus.DROPPED, address=None))
    _let_fare(event, now)


def _write(event: Event, writer: User, now: datetime) -> None:
    """Send a letter of yesterday, and leave one unfinished."""
    yesterday = now - timedelta(days=1)
    sent = _letter(event, "Parkeren bij het dorpshuis", PARKING, writer, yesterday)
    seen = service.mark(sent, outgoing.readers(sent, yesterday).parties)
    service.send(sent, seen=seen, now=yesterday)
    _letter(event, "Soep na afloop", FOOD, writer, now - timedelta(hours=2))


def _letter(event: Event, subject: str, text: str, writer: User, now: datetime) -> Letter:
    return service.write(
        event,
        audience=LetterAudience.EVERYBODY,
        group=None,
        subject=subject,
        text=text,
        by=writer,
        now=now,
    )


def _let_fare(event: Event, now: datetime) -> None:
    """Say of mail to guests that it left, but for one in twelve that did not."""
    messages = _mails(event)
    for message in messages:
        message.status, message.attempts = MessageStatus.SENT, 1
        message.sent_at = message.due_at = min(message.created_at, now)
    for message, error in zip(messages[5::12], (_NOBODY_THERE, _NO_TRUST), strict=False):
        message.status, message.sent_at, message.last_error = MessageStatus.FAILED, None, error
        message.refused_at = now if error == _NOBODY_THERE else None
    last = messages[-1]
    last.status, last.sent_at, last.attempts = MessageStatus.WAITING, None, 3
    last.due_at, last.last_error = event.starts_at, _BUSY
    db.session.flush()
    addresses.note_refusals(now)
    refusals.note_refusals(now)


def _mails(event: Event) -> Sequence[OutboxMessage]:
    """List the mails to guests of a meeting, also those that were taken back."""
    guests = select(Registration.ref).where(Registration.event_id == event.id)
    copies = select(LetterCopy.ref).join(LetterCopy.letter).where(Letter.event_id == event.id)
    return db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.about.in_(guests.union(copies)))
        .order_by(OutboxMessage.id)
    ).all()
