"""Makers of letters for tests."""

from datetime import datetime
from typing import Any

from academie.accounts import queries as accounts
from academie.core.db import db
from academie.events.models import Event
from academie.letters import outgoing, service
from academie.letters.models import Letter, LetterAudience
from tests.factories import NOW, make_user

WRITER = "schrijver@voorbeeld.nl"


def make_letter(event: Event, **fields: Any) -> Letter:
    """Write a draft to everybody, unless said otherwise, and commit."""
    values: dict[str, Any] = {
        "audience": LetterAudience.EVERYBODY,
        "group": None,
        "subject": "Neem een kussen mee",
        "text": "De stoelen zijn **hard**.",
        "by": accounts.by_email(WRITER) or make_user(email=WRITER),
        "now": NOW,
    } | fields
    letter = service.write(event, **values)
    db.session.commit()
    return letter


def seen(letter: Letter, now: datetime = NOW) -> str:
    """Give the mark that the page of a letter shows beside its button."""
    return service.mark(letter, outgoing.readers(letter, now).parties)


def send(letter: Letter, **fields: Any) -> bool:
    """Press the button beside what is shown, and commit."""
    values: dict[str, Any] = {"seen": seen(letter, fields.get("now", NOW)), "now": NOW} | fields
    sent = service.send(letter, **values)
    db.session.commit()
    return sent
