"""The run sheet: when, what, who and where, whom to call, and what to do in an emergency."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from flask_babel import gettext as _

from academie.core.formats import whole_numbers
from academie.events.models import Event
from academie.planning import queries
from academie.planning.models import Contact
from academie.planning.terms import IngredientState, Part
from academie.programme.queries import Slot, schedule
from academie.programme.terms import SessionKind

_DOORS_BEFORE = timedelta(minutes=30)


class RunSheet(NamedTuple):
    """All that helpers need on the day.

    Attributes:
        missing: roles of the format for which nobody is named; paper leaves a line for them.
    """

    doors_open_at: datetime
    slots: Sequence[Slot]
    contacts: Sequence[Contact]
    missing: Sequence[str]
    emergency: str


def run_sheet(event: Event) -> RunSheet:
    """Gather the run sheet of a meeting."""
    plan = queries.plan_of(event)
    slots = schedule(event)
    contacts = queries.contacts_of(event)
    named = {contact.role.casefold() for contact in contacts}
    return RunSheet(
        doors_open_at=_doors_open_at(event, slots),
        slots=slots,
        contacts=contacts,
        missing=[role for role in roles(event) if role.casefold() not in named],
        emergency=(plan and plan.emergency) or usual_emergency(event),
    )


def roles(event: Event) -> list[str]:
    """Name the roles of the format that the meeting did not leave out."""
    return [
        row.ingredient.title
        for row in queries.ingredients_of(event)
        if row.ingredient.part is Part.ROLE and row.state is not IngredientState.LEFT_OUT
    ]


def usual_emergency(event: Event) -> str:
    """Say what to do in an emergency, where nobody wrote something better."""
    where = ", ".join(line for line in (event.venue, event.address, event.place) if line)
    if not where:
        return _("Is iemand in nood? Bel 112 en zeg waar die persoon is.")
    first = _(
        "Bel 112 en zeg waar je bent: %(where)s. Breng mensen rustig naar buiten. "
        "Help wie niet goed loopt, hoort of ziet.",
        where=where,
    )
    if not event.phone:
        return first
    return f"{first} {_('Bel daarna de organisatie: %(phone)s.', phone=whole_numbers(event.phone))}"


def _doors_open_at(event: Event, slots: Sequence[Slot]) -> datetime:
    """Open the doors when people may come in; without such an item, half an hour before."""
    for slot in slots:
        if slot.item.kind is SessionKind.ARRIVAL:
            return slot.starts_at
    return event.starts_at - _DOORS_BEFORE
