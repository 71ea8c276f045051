"""The parties behind the number of people at one meeting: how many each, and nothing of who."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row, select

from academie.checkin.models import CheckIn, HeadCount
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.registrations.models import Registration, RegistrationStatus
from academie.reports.lists import Head, Line, Listing, told
from academie.reports.meetings import People, PeopleChoice


def of_event(choice: PeopleChoice) -> Listing:
    """List the parties of a meeting, for who may see its registrations."""
    lines = _came(choice) if choice.people is People.CAME else _registered(choice)
    return Listing(
        title=str(choice.people.label),
        told=told(choice),
        heads=[
            Head(_("Gezelschap")),
            Head(_("Dag")),
            Head(_("Hoe")),
            Head(_("Mensen"), numeric=True),
        ],
        lines=lines,
        figure=sum(line.cells[-1] for line in lines if isinstance(line.cells[-1], int)),
        unit=_("mensen"),
        weighed=True,
    )


def _registered(choice: PeopleChoice) -> list[Line]:
    rows = db.session.execute(
        select(Registration.registered_at, Registration.mode, Registration.people)
        .join(Registration.event)
        .where(Event.ref == choice.event, Registration.status == RegistrationStatus.CONFIRMED)
        .order_by(Registration.registered_at, Registration.id)
    )
    return [_line(number, row, _("aanmelding")) for number, row in enumerate(rows, start=1)]


def _came(choice: PeopleChoice) -> list[Line]:
    """List who came in at a door or online, then who was counted without a ticket."""
    ticket = CheckIn.registration_id.is_not(None).label("ticket")
    rows = db.session.execute(
        select(CheckIn.checked_in_at, CheckIn.mode, CheckIn.people, ticket)
        .join(CheckIn.event)
        .where(Event.ref == choice.event)
        .order_by(CheckIn.checked_in_at, CheckIn.id)
    )
    lines = [
        _line(number, row, _("met aanmelding") if row.ticket else _("zonder aanmelding"))
        for number, row in enumerate(rows, start=1)
    ]
    heads = select(HeadCount).join(HeadCount.event).where(Event.ref == choice.event)
    counted = [
        Line(None, (_("geteld"), clock.to_local(one.counted_at).date(), one.source, one.people))
        for one in db.session.scalars(heads)
    ]
    return lines + counted


def _line(number: int, row: Row[*tuple[Any, ...]], what: str) -> Line:
    moment, mode, people = row[:3]
    name = _("%(what)s %(number)s", what=what, number=number)
    return Line(None, (name, clock.to_local(moment).date(), str(mode.label), people))
