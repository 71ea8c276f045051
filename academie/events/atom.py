"""Meetings as an Atom feed. Source: RFC 4287; identifiers by RFC 4151."""

from collections.abc import Iterable
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask_babel import gettext as _

from academie.config import current_settings
from academie.core.clock import to_local
from academie.core.formats import when
from academie.events.ical import location, page_url, summary
from academie.events.models import Event
from academie.events.terms import EventStatus

NAMESPACE = "http://www.w3.org/2005/Atom"
OURS_SINCE = "2026"
"""The year from which our host names things; it only keeps a later owner from the same names."""
_EPOCH = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


def feed(
    events: Iterable[Event], *, name: str, source: str, page: str, changed_at: datetime | None
) -> bytes:
    """Write a feed of meetings, the newest change first; nothing in it is secret.

    Args:
        source: full address of the feed itself.
        page: full address of the page with the same meetings.
        changed_at: newest change; None while nothing was published.
    """
    register_namespace("", NAMESPACE)
    root = Element(f"{{{NAMESPACE}}}feed", {"xml:lang": "nl"})
    _add(root, "id", source)
    _add(root, "title", name)
    _add(root, "updated", _moment(changed_at or _EPOCH))
    _add(root, "link", rel="self", type="application/atom+xml", href=source)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    for event in sorted(events, key=lambda event: (event.changed_at, event.ref), reverse=True):
        root.append(_entry(event))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def entry_id(event: Event) -> str:
    """Name the meeting for ever, whatever its address or date becomes."""
    return f"tag:{current_settings().host},{OURS_SINCE}:evenement-{event.ref}"


def _entry(event: Event) -> Element:
    entry = Element(f"{{{NAMESPACE}}}entry")
    _add(entry, "id", entry_id(event))
    _add(entry, "title", _title(event))
    _add(entry, "updated", _moment(event.changed_at))
    if event.published_at:
        _add(entry, "published", _moment(event.published_at))
    _add(entry, "link", rel="alternate", type="text/html", href=page_url(event))
    _add(_add(entry, "author"), "name", event.organisation)
    _add(entry, "category", term=event.kind.value, label=str(event.kind.label))
    _add(entry, "summary", "\n".join(_lines(event)))
    return entry


def _title(event: Event) -> str:
    if event.status is EventStatus.CANCELLED:
        return _("Gaat niet door: %(title)s", title=summary(event))
    return summary(event)


def _lines(event: Event) -> list[str]:
    date = (
        _("Nieuwe datum volgt")
        if event.status is EventStatus.POSTPONED
        else when(event.starts_at, event.ends_at)
    )
    lines = [date, location(event), event.theme, event.summary]
    return [line for line in lines if line]


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    child = SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    child.text = text
    return child


def _moment(at: datetime) -> str:
    return to_local(at).isoformat(timespec="seconds")
