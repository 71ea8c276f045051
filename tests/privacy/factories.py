"""Makers of requests for data and of what went wrong with data, for tests."""

from datetime import date, datetime, timedelta
from typing import Any

from academie.accounts import queries as accounts
from academie.accounts.models import User
from academie.core import clock
from academie.core.db import db
from academie.privacy import asked
from academie.privacy.models import Breach, DataRequest, Outcome, RequestKind
from tests.factories import NOW, make_user

WRITER = "schrijver@voorbeeld.nl"


def make_asked(**fields: Any) -> DataRequest:
    """Write down that Zwaantje called to see her data, and commit."""
    values: dict[str, Any] = {
        "kind": RequestKind.SEE,
        "name": "Zwaantje",
        "reach": "058-234 56 78",
        "about": "Publieksacademie Leeuwarden",
        "asked_on": date(2027, 3, 1),
        "by": accounts.by_email(WRITER) or make_user(email=WRITER),
    } | fields
    made = asked.note(**values)
    db.session.commit()
    return made


def make_breach(**fields: Any) -> Breach:
    """Write down that a list was left in the train a day ago, and commit."""
    values: dict[str, Any] = {
        "noticed_at": NOW - timedelta(days=1),
        "happened": "Een lijst bleef in de trein liggen.",
        "records": "Voornamen van 12 mensen.",
    } | fields
    made = Breach(**values)
    db.session.add(made)
    db.session.commit()
    return made


def make_private(by: User, now: datetime) -> dict[str, str]:
    """Let people ask in time and late, and let things go wrong; give what pages are about."""
    today = clock.to_local(now).date()
    make_asked(asked_on=today - timedelta(days=40))
    asked.finish(make_asked(), Outcome.DONE, by=by, now=now)
    make_breach(why_not_told="Niemand kan erbij.")
    days = {"log_from": today, "log_until": today}
    return {
        "data_request": make_asked(asked_on=today).ref,
        "breach": make_breach(noticed_at=now - timedelta(hours=31), **days).ref,
    }
