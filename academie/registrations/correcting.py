"""Changing a registration for somebody who calls, and telling which mail that brings."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from academie.core import telephone
from academie.core.db import db
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations import changing, coming, forecast
from academie.registrations.coming import Coming
from academie.registrations.forecast import Forecast, Letter, News
from academie.registrations.models import Registration
from academie.registrations.more import More, keep, name_organisation
from academie.registrations.news import Change
from academie.registrations.told import REACHABLE


def change(
    registration: Registration,
    *,
    wish: Coming,
    given_name: str,
    family_name: str | None,
    organisation: str | None,
    more: More,
    now: datetime,
) -> Forecast:
    """Make what is different so, and tell what that brings about; the page may roll it back.

    Raises:
        IllegalMoveError: it has signed off, or the meeting has begun or is off.
        PartyTooLargeError: more people than the meeting allows in one party.
        NoRoomError: there are not so many free seats.
        GroupNotOfferedError: the group is for those who take part in another way.
        GroupFullError: there is no room in the group.
    """
    before, last = dict(_facts(registration)), _last_message()
    if (given_name, family_name) != (registration.given_name, registration.family_name):
        changing.correct(registration, given_name=given_name, family_name=family_name, now=now)
    for _name, step in coming.steps(registration, wish, now=now):
        step()
    name_organisation(registration, organisation)
    keep(registration, more, now)
    db.session.flush()
    after = dict(_facts(registration))
    changes = [Change(name, before[name], after[name]) for name in after]
    changes = [each for each in changes if each.old != each.new]
    owed = News(tuple(_letters(registration, last)))
    return forecast.marked(changes, owed, registration.event.changed_at)


def _facts(registration: Registration) -> Iterator[tuple[str, str]]:
    """Say what staff want to see side by side."""
    group = registration.breakout_group
    yield _("Naam"), registration.full_name
    yield _("Mensen"), str(registration.people)
    yield _("Vorm"), str(registration.mode.label)
    yield _("Groep"), group.title if group else _("Geen groep")
    second, audience = registration.second_group, registration.audience
    yield _("Tweede keuze"), second.title if second else _("Geen groep")
    yield _("Stand"), str(registration.status.label)
    yield _("Doet mee als"), str(audience.label) if audience else "-"
    yield _("Telefoon"), telephone.written(registration.phone) if registration.phone else "-"
    yield _("Gemeente"), registration.municipality or "-"
    yield _("Organisatie"), registration.organisation_name or "-"


def _last_message() -> int:
    return db.session.scalar(select(func.max(OutboxMessage.id))) or 0


def _letters(registration: Registration, last: int) -> Iterator[Letter]:
    """Tell which mail this transaction brought, to this party and to those who get its seats."""
    rows = db.session.execute(
        select(Registration.people, Registration.ref)
        .join(OutboxMessage, OutboxMessage.about == Registration.ref)
        .where(
            OutboxMessage.id > last,
            OutboxMessage.status == MessageStatus.WAITING,
            Registration.event_id == registration.event_id,
            REACHABLE,
        )
    ).all()
    own = [row.people for row in rows if row.ref == registration.ref]
    others = [row.people for row in rows if row.ref != registration.ref]
    title = registration.event.title
    if own:
        subject = _("Je kaartje voor %(event)s", event=title)
        yield _letter(subject, _("Deze persoon, met een nieuw kaartje"), own)
    if others:
        subject = _("Er is een plek voor je bij %(event)s", event=title)
        yield _letter(subject, _("Wie wacht en een plek krijgt aangeboden"), others)


def _letter(subject: str, audience: str, people: Sequence[int]) -> Letter:
    return Letter(subject, audience, len(people), sum(people))
