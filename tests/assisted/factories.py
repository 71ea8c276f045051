"""Makers of what was registered for somebody else."""

import uuid
from datetime import datetime
from typing import Any

from academie.accounts.models import User
from academie.assisted import service
from academie.assisted.models import AssistedVisit, HelperLink
from academie.assisted.queries import registered
from academie.assisted.service import Party
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations.models import Registration
from tests.factories import NOW


def make_link(event: Event, organisation: str = "Voedselbank", **fields: Any) -> HelperLink:
    """Give an organisation a link without a limit, unless said otherwise, and commit."""
    values = {"seats": None, "now": NOW} | fields
    link = service.make_link(event, organisation=organisation, **values)
    db.session.commit()
    return link


def party(given_name: str = "Fatima", **fields: Any) -> Party:
    """Describe somebody alone, on site."""
    values: dict[str, Any] = {"people": 1, "mode": AttendanceMode.ONSITE} | fields
    return Party(given_name=given_name, **values)


def send_form(
    event: Event,
    *parties: Party,
    by: User | HelperLink,
    key: str | None = None,
    now: datetime = NOW,
) -> AssistedVisit:
    """Send a quick form, and commit."""
    visit, _is_new = service.register_all(
        event, parties, by=by, key=key or str(uuid.uuid4()), now=now
    )
    db.session.commit()
    return visit


def address(link: HelperLink) -> str:
    """Give the address of a link."""
    return f"/helpen/{service.link_token(link)}"


def by_phone(event: Event, user: User, *names: str) -> list[Registration]:
    """Register people who have no mail, each alone."""
    visit = send_form(event, *(party(name) for name in names), by=user)
    return list(registered(visit))


def move_hall(event: Event) -> None:
    """Hold a meeting in another hall, which its guests must hear."""
    events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 100}, venue="De Klok")
    db.session.commit()


def calls_address(event: Event) -> str:
    """Give the address of the list of who must be called."""
    return f"/beheer/bijeenkomsten/{event.ref}/bellen"
