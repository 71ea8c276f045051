"""What goes with a mail to a guest: the invite, or its being taken back, and the ticket."""

from datetime import datetime
from email.message import EmailMessage

from academie.core import mail
from academie.registrations import invites
from academie.registrations.models import Registration
from academie.registrations.tickets import ticket_for, ticket_pdf


def with_invite(letter: EmailMessage, registration: Registration, now: datetime) -> EmailMessage:
    """Invite a guest, or invite them anew."""
    return attach_calendar(letter, invites.request(registration, now), "REQUEST")


def with_cancellation(
    letter: EmailMessage, registration: Registration, now: datetime
) -> EmailMessage:
    """Take the invite back from whoever ever got one."""
    if registration.invite_sequence is None:
        return letter
    return attach_calendar(letter, invites.cancellation(registration, now), "CANCEL")


def with_ticket(letter: EmailMessage, registration: Registration) -> EmailMessage:
    """Add the ticket as a file."""
    mail.attach(letter, ticket_pdf(ticket_for(registration)), "pdf", "kaartje.pdf")
    return letter


def attach_calendar(letter: EmailMessage, ics: bytes, method: str) -> EmailMessage:
    """Add a calendar object twice: mail programs that answer read one, the others the file."""
    about = {"method": method, "charset": "utf-8"}
    letter.add_alternative(ics, maintype="text", subtype="calendar", params=about)
    mail.attach(letter, ics, "ics", "evenement.ics")
    return letter
