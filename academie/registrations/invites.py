"""A guest's own calendar object: invited, taken back, or to download.

Source: RFC 5546 (iTIP), RFC 6047 (iMIP).
"""

from datetime import datetime, timedelta

from icalendar import Alarm, vCalAddress, vText
from icalendar import Event as CalendarEvent

from academie.config import current_settings
from academie.events import ical
from academie.events.terms import AttendanceMode
from academie.registrations.guest_links import join_url
from academie.registrations.models import Registration, RegistrationStatus

REMIND_BEFORE = timedelta(hours=1)


def request(registration: Registration, now: datetime) -> bytes:
    """Invite a confirmed guest, or invite again; only this holds their link to take part.

    Args:
        now: moment of sending; calendars drop an update that is not newer.
    """
    vevent = _personal(registration, now)
    vevent.add_component(_reminder(registration))
    return ical.calendar_bytes([vevent], method="REQUEST")


def cancellation(registration: Registration, now: datetime, *, to: str | None = None) -> bytes:
    """Take the invite back: the meeting is off, or its guest signed off.

    Args:
        to: address of a guest whom the registration itself no longer knows.
    """
    return ical.calendar_bytes([_personal(registration, now, off=True, to=to)], method="CANCEL")


def download(registration: Registration) -> bytes:
    """Write the file a guest may keep or share: it names no guest and holds no join link."""
    event = registration.event
    vevent = ical.vevent(
        event,
        sequence=max(event.sequence, registration.invite_sequence or 0),
        stamp=max(event.changed_at, registration.status_changed_at),
        status=None if registration.is_live else "CANCELLED",
        attendance=registration.mode,
    )
    vevent.add("organizer", _organizer(registration))
    return ical.calendar_bytes([vevent], method="PUBLISH")


def _personal(
    registration: Registration, now: datetime, *, off: bool = False, to: str | None = None
) -> CalendarEvent:
    event = registration.event
    joins = (
        not off
        and registration.status is RegistrationStatus.CONFIRMED
        and registration.mode is AttendanceMode.ONLINE
    )
    vevent = ical.vevent(
        event,
        sequence=registration.invite_sequence or 0,
        stamp=now,
        status="CANCELLED" if off else None,
        attendance=registration.mode,
        join_link=join_url(registration) if joins else None,
    )
    vevent.add("organizer", _organizer(registration))
    vevent.add("attendee", _attendee(registration, to))
    vevent.add("class", "PRIVATE")
    return vevent


def _organizer(registration: Registration) -> vCalAddress:
    """Name who sends the mail, in the name of the meeting.

    Some calendars believe an update only from the organizer they know, so this is not the address
    for questions: staff may change that one.
    """
    organizer = vCalAddress(f"mailto:{current_settings().mail_from}")
    organizer.params["CN"] = vText(registration.event.organisation)
    return organizer


def _attendee(registration: Registration, to: str | None = None) -> vCalAddress:
    """Name the guest, and nobody else, as somebody who has accepted already."""
    address = registration.email or to or ""
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params["CN"] = vText(registration.given_name or address)
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    return attendee


def _reminder(registration: Registration) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", ical.summary(registration.event))
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
