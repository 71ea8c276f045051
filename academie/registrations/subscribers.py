"""Who wants the newsletter: handed to whoever sends it, and then forgotten here."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, or_, select

from academie.core.clock import to_local
from academie.core.db import db
from academie.registrations.models import Consent, ConsentKind, Registration

_NEW = and_(Consent.withdrawn_at.is_(None), Consent.exported_at.is_(None))
_LEFT = Consent.withdrawn_at > Consent.exported_at


class Subscriber(NamedTuple):
    """Somebody who wants the newsletter, or wants it no longer after their address was handed."""

    consent: Consent
    registration: Registration

    @property
    def leaves(self) -> bool:
        """Whether the newsletter must stop."""
        return self.consent.withdrawn_at is not None


def waiting() -> int:
    """Count what whoever sends the newsletter does not know yet."""
    return len(_found(_NEW))


def hand_over(*, again: bool, now: datetime) -> list[Subscriber]:
    """Give who is new and who stops, and note that they were given.

    Args:
        again: also who was given before, as long as we still know them.
    """
    given = and_(Consent.withdrawn_at.is_(None), Consent.exported_at.is_not(None))
    found = _found(or_(_NEW, _LEFT, given) if again else or_(_NEW, _LEFT))
    for subscriber in found:
        if subscriber.consent.exported_at is None:
            subscriber.consent.exported_at = now
    db.session.flush()
    return found


def rows(found: list[Subscriber]) -> Iterator[list[str]]:
    """Write them as lines of a table, after the line with its heads."""
    yield [
        _("E-mailadres"),
        _("Voornaam"),
        _("Wil"),
        _("Toestemming van"),
        _("Versie van de tekst"),
    ]
    for subscriber in found:
        consent, guest = subscriber.consent, subscriber.registration
        yield [
            guest.email or "",
            guest.given_name or "",
            _("afmelden") if subscriber.leaves else _("aanmelden"),
            f"{to_local(consent.given_at):%d-%m-%Y}",
            consent.text_version,
        ]


def _found(which: ColumnElement[bool]) -> list[Subscriber]:
    statement = (
        select(Consent, Registration)
        .join(Registration, Registration.id == Consent.registration_id)
        .where(Consent.kind == ConsentKind.NEWSLETTER, Registration.email.is_not(None), which)
        .order_by(Consent.id)
    )
    return [Subscriber._make(row) for row in db.session.execute(statement)]
