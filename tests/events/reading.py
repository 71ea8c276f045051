"""Reading calendars back."""

from typing import Any

from icalendar import Calendar


def read(body: bytes) -> Any:
    """Parse a calendar strictly, and check its lines."""
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    for line in body.split(b"\r\n"):
        line.decode()
    calendar = Calendar.from_ical(body.decode())
    assert not any(part.errors for part in calendar.walk())
    return calendar


def only_event(body: bytes) -> Any:
    """Read the one meeting of a calendar."""
    (event,) = read(body).walk("VEVENT")
    return event
