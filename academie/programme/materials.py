"""The verbs of materials: what is left to read or see after a meeting, as links."""

from datetime import datetime

from academie.core.db import db
from academie.events import service as event_service
from academie.events.models import Event
from academie.programme.models import Material
from academie.programme.terms import MaterialKind


def add(
    event: Event, *, kind: MaterialKind, title: str, link: str, public: bool, now: datetime
) -> Material:
    """Add a link to something of a meeting.

    Args:
        public: for everybody, once the meeting is over; else for participants alone.
    """
    material = Material(event=event, kind=kind, title=title, link=link, public=public, added_at=now)
    db.session.add(material)
    event_service.show_anew(event, now=now)
    db.session.flush()
    return material


def change(
    material: Material, *, kind: MaterialKind, title: str, link: str, public: bool, now: datetime
) -> None:
    """Change what a link leads to, what it is called, or who may follow it."""
    material.kind, material.title = kind, title
    material.link, material.public = link, public
    event_service.show_anew(material.event, now=now)
    db.session.flush()


def remove(material: Material, *, now: datetime) -> None:
    """Take a link away."""
    event_service.show_anew(material.event, now=now)
    db.session.delete(material)
    db.session.flush()
