"""News as an Atom feed. Source: RFC 4287; identifiers by RFC 4151."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from academie.config import current_settings
from academie.core.clock import to_local

NAMESPACE = "http://www.w3.org/2005/Atom"
OURS_SINCE = "2026"
"""The year from which our host names things; it only keeps a later owner from the same names."""
_EPOCH = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


class Entry(NamedTuple):
    """A piece of news.

    Attributes:
        id: what `lasting_id` gives.
        page: full address of the page that tells all.
        category: a word for programs, and what people call it.
    """

    id: str
    title: str
    summary: str
    page: str
    author: str
    category: tuple[str, str]
    updated: datetime
    published: datetime | None


def lasting_id(what: str, ref: str) -> str:
    """Name a thing for ever, whatever its address or date becomes."""
    return f"tag:{current_settings().host},{OURS_SINCE}:{what}-{ref}"


def feed(
    entries: Iterable[Entry], *, name: str, source: str, page: str, changed_at: datetime | None
) -> bytes:
    """Write a feed, its entries in this order.

    Args:
        source: full address of the feed itself.
        page: full address of the page with the same.
        changed_at: newest change; None while there was none.
    """
    register_namespace("", NAMESPACE)
    root = Element(f"{{{NAMESPACE}}}feed", {"xml:lang": "nl"})
    _add(root, "id", source)
    _add(root, "title", name)
    _add(root, "updated", _moment(changed_at or _EPOCH))
    _add(root, "link", rel="self", type="application/atom+xml", href=source)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    for entry in entries:
        root.append(_entry(entry))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(entry: Entry) -> Element:
    element = Element(f"{{{NAMESPACE}}}entry")
    term, label = entry.category
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    if entry.published:
        _add(element, "published", _moment(entry.published))
    _add(element, "link", rel="alternate", type="text/html", href=entry.page)
    _add(_add(element, "author"), "name", entry.author)
    _add(element, "category", term=term, label=label)
    _add(element, "summary", entry.summary)
    return element


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    child = SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    child.text = text
    return child


def _moment(at: datetime) -> str:
    return to_local(at).isoformat(timespec="seconds")
