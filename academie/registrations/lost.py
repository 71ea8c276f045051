"""Who lost the mail with the link gets it again; what we answer never depends on the address."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from academie.config import current_settings
from academie.core import links, mail
from academie.core.db import db, new_ref
from academie.events.models import Event
from academie.outbox.models import OutboxMessage, Renderer
from academie.outbox.service import enqueue
from academie.registrations import guest_links
from academie.registrations.models import Registration

MOST = 20
"""Registrations in one mail."""


def ask(email: str, *, event: Event | None, now: datetime) -> None:
    """Have the links of an address mailed to it, of one meeting or of all.

    Whether we know the address is looked up when the mail leaves, so that asking takes as long and
    writes as much for every address.
    """
    only = {"event": event.ref} if event else {}
    enqueue("registrations.lost", new_ref(), now, only, address=email)


def _of_address(email: str, event_ref: str | None) -> Sequence[Registration]:
    """List what an address has with us, the meeting that comes last first."""
    statement = (
        select(Registration)
        .join(Registration.event)
        .where(Registration.email == email)
        .order_by(Event.starts_at.desc(), Registration.id.desc())
        .options(joinedload(Registration.event))
        .limit(MOST)
    )
    if event_ref:
        statement = statement.where(Event.ref == event_ref)
    return db.session.scalars(statement).all()


def _lost(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Write the mail with somebody's links; nothing to an address that we do not know."""
    if message.address is None:
        return None
    found = _of_address(message.address, message.detail.get("event"))
    if not found:
        return None
    settings = current_settings()
    return mail.compose(
        "registrations/lost",
        to=message.address,
        subject=_("Hier is je link"),
        message_ref=message.ref,
        now=now,
        sender_name=_("Alliantie Kinderarmoede"),
        reply_to=settings.mail_from,
        contact=settings.mail_from,
        phone=settings.contact_phone,
        found=[(registration, _url(registration)) for registration in found],
    )


def _url(registration: Registration) -> str:
    return links.absolute("registrations.mine", token=guest_links.token_of(registration))


RENDERERS: dict[str, Renderer] = {"registrations.lost": _lost}
