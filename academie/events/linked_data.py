"""One meeting in the words of schema.org, for search engines.

Only what its public page says; the way in to an online meeting is its page, never the join link.
Source: schema.org/Event and Google's page on event structured data.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from academie.core import links
from academie.core.clock import to_local
from academie.events.ical import page_url
from academie.events.models import Event
from academie.events.signs import is_full
from academie.events.terms import EventMode, EventStatus

SCHEMA = "https://schema.org"
_ATTENDANCE = {
    EventMode.ONSITE: "OfflineEventAttendanceMode",
    EventMode.ONLINE: "OnlineEventAttendanceMode",
    EventMode.HYBRID: "MixedEventAttendanceMode",
}


def event_data(event: Event) -> dict[str, Any]:
    """Describe a public meeting; one without a date keeps the date it had, as schema.org asks."""
    url = page_url(event)
    moved_from = _earlier_start(event)
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": event.title,
        "description": event.summary or event.theme or event.title,
        "image": links.absolute("events.event_picture", slug=str(event.slug)),
        "startDate": _moment(event.starts_at),
        "endDate": _moment(event.ends_at),
        "eventStatus": _one_or_more([f"{SCHEMA}/{name}" for name in _statuses(event, moved_from)]),
        "eventAttendanceMode": f"{SCHEMA}/{_ATTENDANCE[event.mode]}",
        "isAccessibleForFree": True,
        "inLanguage": "nl",
        "location": _one_or_more(list(_locations(event, url))),
        "organizer": {
            "@type": "Organization",
            "name": event.organisation,
            "url": links.absolute("events.agenda"),
        },
    }
    if moved_from and event.status is not EventStatus.CANCELLED:
        data["previousStartDate"] = _moment(moved_from)
    if event.status is EventStatus.PUBLISHED:
        data["offers"] = _offer(event)
    return data


def _statuses(event: Event, moved_from: datetime | None) -> list[str]:
    """Name the state; a meeting that moved both in time and to the web has two."""
    if event.status is EventStatus.CANCELLED:
        return ["EventCancelled"]
    if event.status is EventStatus.POSTPONED:
        return ["EventPostponed"]
    changes = [
        name
        for name, is_so in (
            ("EventRescheduled", moved_from is not None),
            ("EventMovedOnline", _moved_online(event)),
        )
        if is_so
    ]
    return changes or ["EventScheduled"]


def _earlier_start(event: Event) -> datetime | None:
    """Find the start that guests were told last, before the present one."""
    told = (datetime.fromisoformat(version.facts["starts_at"]) for version in event.versions[::-1])
    return next((start for start in told if start != event.starts_at), None)


def _moved_online(event: Event) -> bool:
    modes = {version.facts["mode"] for version in event.versions}
    return event.mode is EventMode.ONLINE and bool(modes - {EventMode.ONLINE.value})


def _locations(event: Event, url: str) -> Iterator[dict[str, Any]]:
    if event.mode is not EventMode.ONLINE:
        address = {
            "@type": "PostalAddress",
            "streetAddress": event.address,
            "addressLocality": event.place,
            "addressRegion": event.province.label if event.province else None,
            "addressCountry": "NL",
        }
        yield {
            "@type": "Place",
            "name": event.venue or event.place,
            "address": {name: value for name, value in address.items() if value},
        }
    if event.mode is not EventMode.ONSITE:
        yield {"@type": "VirtualLocation", "url": url}


def _offer(event: Event) -> dict[str, Any]:
    opens_at = event.registration_opens_at or event.published_at
    offer: dict[str, Any] = {
        "@type": "Offer",
        "url": links.absolute("registrations.register", slug=str(event.slug)),
        "price": 0,
        "priceCurrency": "EUR",
        "availability": f"{SCHEMA}/{'SoldOut' if is_full(event) else 'InStock'}",
    }
    return offer | ({"validFrom": _moment(opens_at)} if opens_at else {})


def _moment(at: datetime) -> str:
    """Write a moment as Amsterdam wall time with its offset."""
    return to_local(at).isoformat(timespec="seconds")


def _one_or_more(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
