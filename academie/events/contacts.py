"""Whom to ask about meetings, when somebody may no longer stand there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, false, or_, select, true

from academie.config import current_settings
from academie.core.db import db
from academie.events import edits, queries
from academie.events.edits import EventEdit
from academie.events.models import Event
from academie.events.service import show_anew


def take_off(email: str, phone: str | None, *, now: datetime, at: Sequence[Event]) -> None:
    """Put our own address and number where somebody's stood.

    What was written down of changes forgets them too.

    Args:
        at: the meetings that are theirs; anybody can have typed the address or the number.
    """
    settings = current_settings()
    for event in _shown_at(email, phone, at):
        queries.lock(event)
        with edits.noted(event, now=now):
            if event.reply_address == email:
                event.reply_address = settings.mail_from
            if phone and event.phone == phone:
                event.phone = settings.contact_phone or ""
        show_anew(event, now=now)
    forget(email, phone, at=at)


def take_off_everywhere(email: str, *, now: datetime) -> None:
    """Put our own address and number at all meetings that show an address.

    The number beside it counts as that of the same person: nobody told whose it is.
    """
    for event in _shown_at(email, None, None):
        take_off(email, event.phone, now=now, at=[event])
    forget(email, None)


def forget(email: str | None, phone: str | None, *, at: Sequence[Event] | None = None) -> None:
    """Take an address out of what was written down of changes, and a number where it stood.

    A short number, such as that of a helpline, may be part of any other text.

    Args:
        at: of which meetings; else of all.
    """
    db.session.flush()
    for edit in _edits_about([mark for mark in (email, phone) if mark], at):
        edit.changes = {
            name: [_without(email, phone if name == "phone" else None, words) for words in pair]
            for name, pair in edit.changes.items()
        }


def _shown_at(email: str, phone: str | None, at: Sequence[Event] | None) -> Sequence[Event]:
    shown = [Event.reply_address == email]
    if phone:
        shown.append(Event.phone == phone)
    return db.session.scalars(select(Event).where(or_(*shown), _among(at)).order_by(Event.id)).all()


def _edits_about(marks: Sequence[str], at: Sequence[Event] | None) -> Sequence[EventEdit]:
    words = cast(EventEdit.changes, String)
    found = or_(false(), *(words.contains(mark, autoescape=True) for mark in marks))
    edited = select(EventEdit).join(Event, Event.id == EventEdit.event_id).where(found, _among(at))
    return db.session.scalars(edited.order_by(EventEdit.id)).all()


def _among(at: Sequence[Event] | None) -> ColumnElement[bool]:
    return true() if at is None else Event.id.in_([event.id for event in at])


def _without(email: str | None, phone: str | None, words: str) -> str:
    if phone and words == phone:
        return ""
    return words.replace(email, "") if email else words
