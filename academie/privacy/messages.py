"""The last mail to somebody who was forgotten."""

from datetime import datetime
from email.message import EmailMessage

from flask_babel import gettext as _

from academie.core import mail
from academie.events.terms import EventStatus
from academie.outbox.models import OutboxMessage, Renderer
from academie.registrations import invites, queries
from academie.registrations.enclosures import attach_calendar
from academie.registrations.models import Registration


def _erased(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Say that it is done, and take a meeting to come out of the calendar."""
    registration = queries.by_ref(message.about)
    if registration is None or message.address is None:
        return None
    event = registration.event
    letter = mail.compose(
        "privacy/erased",
        to=message.address,
        subject=_("We hebben je gegevens gewist"),
        message_ref=message.ref,
        now=now,
        sender_name=event.organisation,
        reply_to=event.reply_address,
        event=event,
        ahead=event.status is EventStatus.PUBLISHED and now < event.ends_at,
    )
    if not _stands_in_a_calendar(registration, now):
        return letter
    ics = invites.cancellation(registration, now, to=message.address)
    return attach_calendar(letter, ics, "CANCEL")


def _stands_in_a_calendar(registration: Registration, now: datetime) -> bool:
    """Tell whether somebody was ever invited to a meeting that is still to come."""
    invited = registration.invite_sequence is not None
    return invited and queries.still_matters(registration.event, now)


RENDERERS: dict[str, Renderer] = {"privacy.erased": _erased}
