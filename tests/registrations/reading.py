"""Reading mails to guests back: their parts, and the invite with three readers."""

from datetime import UTC
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from pypdf import PdfReader


def part(mail: EmailMessage, content_type: str) -> EmailMessage | None:
    found = [part for part in mail.walk() if part.get_content_type() == content_type]
    assert len(found) <= 1
    one = found[0] if found else None
    assert one is None or isinstance(one, EmailMessage)
    return one


def invite(mail: EmailMessage) -> tuple[str, Any]:
    """Read the mailed invite back, and give its method and event."""
    calendar_part = part(mail, "text/calendar")
    assert calendar_part
    raw = calendar_part.get_payload(decode=True)
    attached = part(mail, "application/ics")
    assert attached
    assert attached.get_payload(decode=True) == raw
    assert isinstance(raw, bytes)
    method = str(Calendar.from_ical(raw)["method"])
    assert calendar_part.get_param("method") == method
    assert calendar_part.get_content_charset() == "utf-8"
    assert calendar_part.get_content_disposition() is None
    return method, read(raw)


def read(body: bytes) -> Any:
    """Read an invite strictly by three libraries, and give its event."""
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    assert body.index(b"BEGIN:VTIMEZONE") < body.index(b"BEGIN:VEVENT")
    calendar = Calendar.from_ical(body.decode())
    assert not [part.errors for part in calendar.walk() if part.errors]
    event: Any = calendar.walk("VEVENT")[0]
    second = vobject.readOne(body.decode()).vevent
    (third,) = IcsCalendarStream.calendar_from_ics(body.decode()).events
    assert event["uid"] == second.uid.value == third.uid
    assert event["summary"] == second.summary.value == third.summary
    assert int(event["sequence"]) == int(second.sequence.value) == third.sequence
    starts: tuple[Any, ...] = (event["dtstart"].dt, second.dtstart.value, third.dtstart)
    assert len({moment.astimezone(UTC) for moment in starts}) == 1
    for name in ("ATTENDEE", "ORGANIZER", "DTSTART", "SEQUENCE", "STATUS", "UID"):
        assert len(second.contents[name.lower()]) == 1, name
    return event


def everything(mail: EmailMessage) -> str:
    """Read all that a mail holds: its words, its calendar and its ticket, with their links."""
    found = [str(mail)]
    for each in mail.walk():
        content = each.get_payload(decode=True)
        if isinstance(content, bytes) and each.get_content_type() == "application/pdf":
            pages = PdfReader(BytesIO(content)).pages
            found += [f"{page.extract_text()} {page.get('/Annots')}" for page in pages]
        elif isinstance(content, bytes):
            found.append(content.decode().replace("\r\n ", ""))
    return " ".join(found)


def tree(mail: EmailMessage) -> object:
    """Show the nesting of a mail's parts."""
    if not mail.is_multipart():
        return mail.get_content_type()
    return mail.get_content_type(), [tree(child) for child in mail.iter_parts()]  # type: ignore[arg-type] # parts of an EmailMessage are that too
