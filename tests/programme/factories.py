"""Makers of programmes for tests: name only what matters to the test."""

from datetime import datetime
from typing import Any

from academie.core.db import db
from academie.events.models import Event
from academie.programme import contributors, materials, service
from academie.programme.models import Contributor, Material, SessionItem
from academie.programme.terms import ContributorRole, MaterialKind, SessionKind
from tests.factories import NOW


def make_item(event: Event, title: str = "Welkom", **fields: Any) -> SessionItem:
    """Add ten minutes to a programme, after what is there."""
    values: dict[str, Any] = {"kind": SessionKind.OPENING, "minutes": 10, "now": NOW} | fields
    item = service.add_item(event, title=title, **values)
    db.session.commit()
    return item


def make_contributor(event: Event, *, approved: bool = False, **fields: Any) -> Contributor:
    """Write down Samira, who tells her story; nobody asked her yet."""
    values: dict[str, Any] = {
        "name": "Samira",
        "role": ContributorRole.LIVED_EXPERIENCE,
        "knowledge": None,
        "text": "Vertelt over de schoolreis.",
        "email": "samira@voorbeeld.nl",
        "items": [],
    } | fields
    contributor = contributors.add(event, **values)
    if approved:
        approve(contributor)
    db.session.commit()
    return contributor


def approve(contributor: Contributor, now: datetime = NOW) -> None:
    """Let somebody say yes to what is proposed."""
    contributors.approve(contributor, read=contributors.fingerprint(contributor), now=now)
    db.session.commit()


def make_material(event: Event, **fields: Any) -> Material:
    """Add a report that everybody may read."""
    values: dict[str, Any] = {
        "kind": MaterialKind.REPORT,
        "title": "Verslag van de avond",
        "link": "https://voorbeeld.nl/verslag",
        "public": True,
        "now": NOW,
    } | fields
    material = materials.add(event, **values)
    db.session.commit()
    return material


def link_of(contributor: Contributor) -> str:
    """Give the address of somebody's own page."""
    return f"/bijdrage/{contributors.token_of(contributor)}"
