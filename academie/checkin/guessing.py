"""Codes are short: a door at which too many wrong ones are typed looks none up for a while."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from academie.checkin.lookup import Door
from academie.checkin.models import Scan
from academie.checkin.terms import ScanMethod, Verdict
from academie.core.db import db

GUESSES_WITHIN = timedelta(minutes=10)
MOST_GUESSES = 30
"""Typed codes that one door may have wrong: a volunteer slips now and then, a guesser always."""


def is_guessed_at(door: Door, now: datetime) -> bool:
    """Tell whether too many unknown codes were typed of late; all processes count the same rows."""
    typed = select(func.count()).where(
        Scan.event_id == door.event_id,
        Scan.door_link_id == door.id,
        Scan.method == ScanMethod.CODE,
        Scan.verdict == Verdict.UNKNOWN,
        Scan.received_at > now - GUESSES_WITHIN,
    )
    return (db.session.scalar(typed) or 0) >= MOST_GUESSES
