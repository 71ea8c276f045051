"""Reading mails to guests back: their parts, and the invite with two readers."""

from email.message import EmailMessage
from io import BytesIO
from typing import Any

import vobject
from icalendar import Calendar
from pypdf import PdfReader


def part(mail: EmailMessage, content_type: str) -> EmailMessage | None:
    found = [part for part in mail.walk() if part.get_content_type() == content_type]
    assert len(found) <= 1
    one = found[0] if found else None
    assert one is None or isinstance(one, EmailMessage)
    return one


def invite(mail: EmailMessage) -> tuple[str, Any]:
    """Read the invite back with two readers, and give its method and event."""
    calendar_part = part(mail, "text/calendar")
    assert calendar_part
    raw = calendar_part.get_payload(decode=True)
    attached = part(mail, "application/ics")
    assert attached
    assert attached.get_payload(decode=True) == raw
    assert isinstance(raw, bytes)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(raw)
    assert calendar_part.get_param("method") == calendar["method"]
    assert calendar_part.get_content_charset() == "utf-8"
    other = vobject.readOne(raw.decode())
    (event,) = calendar.events
    assert other.vevent.uid.value == event["uid"]
    return str(calendar["method"]), event


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
