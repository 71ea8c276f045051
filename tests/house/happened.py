"""What happened before the visitors come: to guests, to their mail and in a series."""

from datetime import timedelta

from sqlalchemy import select

from academie.checkin.models import CheckIn
from academie.core.db import db
from academie.events.models import Event
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.service import enqueue
from academie.registrations import service
from academie.registrations.models import Registration, SeatOffer
from academie.series.models import SeriesInvitation
from tests.checkin.factories import make_guest
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import open_offer, register
from tests.series.factories import invite, make_meeting, make_member, make_series


def came_to(event: Event) -> Registration:
    """Let somebody have been at a meeting."""
    guest = make_guest(event)
    came = CheckIn(
        event=event,
        registration=guest,
        people=1,
        scan_uuid=guest.ref,
        checked_in_at=event.starts_at,
    )
    db.session.add(came)
    return guest


def offered_a_seat() -> SeatOffer:
    """Let somebody wait until a seat comes free."""
    later = WHEN + timedelta(days=7)
    event = make_event(capacity=1, title="Vol", starts_at=later, ends_at=later + timedelta(hours=2))
    first, waiting = (register(event, f"rij{number}@voorbeeld.nl") for number in range(2))
    service.cancel(first, now=WHEN - timedelta(hours=1))
    return open_offer(waiting)


def bounced(kind: str, about: str) -> None:
    """Let a mail fail for good."""
    enqueue(kind, about, NOW)
    message = db.session.scalars(select(OutboxMessage).filter_by(kind=kind, about=about)).one()
    message.status, message.last_error = MessageStatus.FAILED, "SMTPRecipientsRefused 550 5.1.1"


def invited_to_a_series() -> list[SeriesInvitation]:
    """Invite who stands on the list of a series, where somebody else has yet to confirm."""
    series = make_series()
    make_member(series)
    make_member(series, "nog-niet@voorbeeld.nl", confirmed=False)
    return invite(make_meeting(series))
