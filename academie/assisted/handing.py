"""What is handed over after registering for somebody else: tickets, and words for who waits."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup

from academie.core import formats, qr
from academie.events.terms import EventStatus
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.tickets import Ticket, ticket_for

SENT_BEFORE = lazy_gettext(
    "Dit formulier was al verstuurd. Er is niets dubbel aangemeld. Mis je iemand? Meld die nog aan."
)
"""For who sends a form again, perhaps with somebody added: only the first time counted."""


class Card(NamedTuple):
    """A ticket on the screen, with its picture to scan and for whom it is."""

    ref: str
    ticket: Ticket
    picture: Markup
    holder: str


class Handed(NamedTuple):
    """The parties of one form: those with a ticket, those who wait, and how many hear by mail."""

    cards: Sequence[Card]
    waiting: Sequence[Registration]
    mailed: int


def hand_out(parties: Sequence[Registration], mailed: int) -> Handed:
    """Draw the tickets of those who have a seat."""
    cards = [_card(party) for party in parties if has_ticket(party)]
    waiting = [party for party in parties if party.status is not RegistrationStatus.CONFIRMED]
    return Handed(cards, waiting, mailed)


def tickets(parties: Sequence[Registration]) -> list[Ticket]:
    """Give the tickets to print."""
    return [ticket_for(party) for party in parties if has_ticket(party)]


def has_ticket(party: Registration) -> bool:
    """Tell whether a party may come, to a meeting that has its date."""
    gone = party.event.status in {EventStatus.CANCELLED, EventStatus.POSTPONED}
    return party.status is RegistrationStatus.CONFIRMED and not gone


def _card(party: Registration) -> Card:
    ticket = ticket_for(party)
    label = _("QR-code van het kaartje")
    picture = qr.svg(ticket.token, label=label)
    people = formats.people(party.people)
    name = party.given_name
    holder = (
        _("Voor %(name)s, %(people)s", name=name, people=people)
        if name
        else _("Voor %(people)s", people=people)
    )
    return Card(party.ref, ticket, picture, holder)
