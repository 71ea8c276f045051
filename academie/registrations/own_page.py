"""My registration: the page behind the link in every mail, in each of its states."""

from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from academie.core import clock, qr
from academie.events import ical
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.programme import queries as programme
from academie.registrations import (
    changing,
    guest_links,
    line,
    presence,
    queries,
    service,
    undoing,
)
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.tickets import Ticket, ticket_for


def show(registration: Registration, *, refused: str | None = None) -> str:
    """Write the page.

    Args:
        refused: why a button did not do what it says.
    """
    now = clock.now()
    over = _is_over(registration.event, now)
    ticket = ticket_for(registration) if has_ticket(registration) and not over else None
    offer = queries.open_offer(registration)
    return page(
        "mine",
        registration.event,
        registration=registration,
        token=guest_links.token_of(registration),
        ticket=ticket,
        qr=picture(ticket) if ticket else None,
        refused=refused,
        over=over,
        may_cancel=service.may_cancel(registration, now),
        may_change=changing.may_change(registration, now),
        takes_part=not over and presence.people_in(registration) > 0,
        may_undo=undoing.may_undo(registration, now),
        may_join_online=line.may_join_online(registration),
        may_wait_for_room=line.may_wait_for_room(registration, now),
        by_hand=line.only_by_hand(registration.event, now),
        expectation=line.expectation(registration, now),
        hope=line.hope(registration.event, now),
        offer=offer,
        is_late=offer is not None and offer.expires_at <= now,
        offer_token=line.offer_token(offer) if offer else None,
        where=ical.location(
            registration.event, registration.mode if registration.is_live else None
        ),
        **_for_guests(registration),
    )


def _is_over(event: Event, now: datetime) -> bool:
    """Tell whether a meeting was held."""
    return event.status in {EventStatus.PUBLISHED, EventStatus.CLOSED} and event.ends_at <= now


def _for_guests(registration: Registration) -> dict[str, Any]:
    """Give what only people with a seat may see."""
    event, has_seat = registration.event, registration.status is RegistrationStatus.CONFIRMED
    return {
        "guest_links": programme.guest_links(event) if has_ticket(registration) else (),
        "materials": programme.materials(event) if has_seat else (),
        "was_there": presence.was_there(registration, clock.now()),
    }


def has_ticket(registration: Registration) -> bool:
    """Tell whether somebody has a seat at a meeting that goes on as planned."""
    gone = registration.event.status in {EventStatus.CANCELLED, EventStatus.POSTPONED}
    return registration.status is RegistrationStatus.CONFIRMED and not gone


def picture(ticket: Ticket) -> Markup:
    """Draw what a phone reads: the code for the door, or the address to take part at."""
    if ticket.online and ticket.join_page_url:
        return qr.svg(ticket.join_page_url, label=_("QR-code met de link om mee te doen"))
    label = _("QR-code van je kaartje")
    return qr.svg(ticket.token, label=label)


def page(template: str, event: Event, **shown: Any) -> str:
    """Render a page about one meeting, with its own contact at the foot."""
    contact = {"mail": event.reply_address, "phone": event.phone}
    about = {"event": event, "contact": contact, "where": ical.location(event)}
    return render_template(f"registrations/{template}.html", **(about | shown))
