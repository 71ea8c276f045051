"""Meetings as calendar objects: the file of one meeting, and the feed of many.

Nothing here reads the clock: the same meeting gives the same bytes. Source: RFC 5545, RFC 7986.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import gettext as _
from icalendar import Calendar, vDuration, vText, vUri
from icalendar import Conference as CalendarConference
from icalendar import Event as CalendarEvent
from icalendar.parser import Contentline

from academie.config import current_settings
from academie.core import links
from academie.core.clock import to_local
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus

PRODID = "-//Alliantie Kinderarmoede//Academie//NL"
REFRESH = timedelta(hours=6)
FOLDED_FROM = 75
"""Bytes from which the library folds a line."""
VTIMEZONE = (
    b"BEGIN:VTIMEZONE\r\n"
    b"TZID:Europe/Amsterdam\r\n"
    b"BEGIN:DAYLIGHT\r\n"
    b"DTSTART:19700329T020000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    b"TZNAME:CEST\r\n"
    b"TZOFFSETFROM:+0100\r\n"
    b"TZOFFSETTO:+0200\r\n"
    b"END:DAYLIGHT\r\n"
    b"BEGIN:STANDARD\r\n"
    b"DTSTART:19701025T030000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    b"TZNAME:CET\r\n"
    b"TZOFFSETFROM:+0200\r\n"
    b"TZOFFSETTO:+0100\r\n"
    b"END:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)
_STATUS = {
    EventStatus.DRAFT: "TENTATIVE",
    EventStatus.PUBLISHED: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
    EventStatus.CLOSED: "CONFIRMED",
}

_FREE = {EventStatus.POSTPONED, EventStatus.CANCELLED}
"""What keeps nobody's time: the meeting is not on that day."""


def event_file(event: Event) -> bytes:
    """Write the calendar file of one meeting, to download; nothing in it is secret."""
    return calendar_bytes([_public_vevent(event)])


def feed(events: Iterable[Event], *, name: str, source: str) -> bytes:
    """Write a calendar to subscribe to; nothing in it is secret.

    Args:
        name: what calendars call it.
        source: full address of the feed itself.
    """
    calendar = _calendar()
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add("source", vUri(source), parameters={"VALUE": "URI"})
    for event in events:
        calendar.add_component(_public_vevent(event))
    return _written(calendar)


def calendar_bytes(vevents: Iterable[CalendarEvent], *, method: str | None = None) -> bytes:
    """Write a calendar object around events.

    Args:
        method: `REQUEST` or `CANCEL` of an invite; the MIME part must say the same.
    """
    calendar = _calendar()
    if method:
        calendar.add("method", method)
    for vevent_ in vevents:
        calendar.add_component(vevent_)
    return _written(calendar)


def vevent(
    event: Event,
    *,
    sequence: int,
    stamp: datetime,
    status: str | None = None,
    attendance: AttendanceMode | None = None,
    join_link: str | None = None,
) -> CalendarEvent:
    """Write one meeting as an event, without organizer or attendee.

    Args:
        stamp: when this version was made; some calendars drop an update that bears an older one.
        status: `CANCELLED` for a guest who signed off; the meeting's own by default.
        attendance: how the reader takes part; every way by default.
        join_link: only for a guest with a seat.
    """
    url = page_url(event)
    vevent_ = CalendarEvent()
    vevent_.add("uid", uid(event))
    vevent_.add("dtstamp", stamp)
    vevent_.add("created", event.created_at)
    vevent_.add("last-modified", stamp)
    vevent_.add("sequence", sequence)
    vevent_.add("dtstart", to_local(event.starts_at))
    vevent_.add("dtend", to_local(event.ends_at))
    vevent_.add("summary", summary(event))
    vevent_.add("location", location(event, attendance))
    vevent_.add("description", _description(event, url, join_link))
    vevent_.add("url", url)
    vevent_.add("status", status or _STATUS[event.status])
    off = status == "CANCELLED" or event.status in _FREE
    vevent_.add("transp", "TRANSPARENT" if off else "OPAQUE")
    vevent_.add("categories", [str(event.kind.label)])
    if join_link:
        label = _("Doe online mee")
        vevent_.conferences = [CalendarConference(join_link, feature=["VIDEO"], label=label)]
    return vevent_


def uid(event: Event) -> str:
    """Name the meeting the same in mail, file and feed, for ever."""
    return f"evenement-{event.ref}@{current_settings().host}"


def page_url(event: Event) -> str:
    """Give the full address of the meeting's page."""
    return links.absolute("events.show", slug=str(event.slug))


def summary(event: Event) -> str:
    """Name the meeting on one line; a postponed one says so."""
    title = " ".join(event.title.split())
    if event.status is EventStatus.POSTPONED:
        return _("Uitgesteld: %(title)s", title=title)
    return title


def location(event: Event, attendance: AttendanceMode | None = None) -> str:
    """Tell where a guest goes; without `attendance`, every way to take part."""
    modes = (attendance,) if attendance else event.mode.attendance_modes
    if AttendanceMode.ONSITE not in modes:
        return _("Online")
    where = ", ".join(part for part in (event.venue, event.address, event.place) if part)
    if AttendanceMode.ONLINE in modes:
        return _("%(where)s of online", where=where)
    return where


def _public_vevent(event: Event) -> CalendarEvent:
    return vevent(event, sequence=event.sequence, stamp=event.changed_at)


def _description(event: Event, url: str, join_link: str | None) -> str:
    """Repeat the addresses in words: some calendars show no other."""
    lines = [_("Voor partners") if event.kind.for_partners else None, event.theme, event.summary]
    if event.status is EventStatus.POSTPONED:
        lines.insert(0, _("Deze bijeenkomst is uitgesteld. De nieuwe datum volgt."))
    if join_link:
        lines.append(_("Doe online mee: %(link)s", link=join_link))
    lines.append(url)
    return "\n".join(line for line in lines if line)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    return calendar


def _written(calendar: Calendar) -> bytes:
    """Write a calendar, with the time zone before its first event: that part never changes."""
    lines = b"".join(_line(line) for line in calendar.content_lines() if line)
    head, first, events = lines.partition(b"BEGIN:VEVENT\r\n")
    return head + VTIMEZONE + first + events if first else head


def _line(line: Contentline) -> bytes:
    """Write a line, folded when it is long; the library would look at each letter of any line."""
    short = line.encode()
    return (short if len(short) < FOLDED_FROM else bytes(line.to_ical())) + b"\r\n"
