"""A meeting in the words of schema.org, as it stands in its page."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from academie.core.db import db
from academie.events import service
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.reference.models import Province
from tests.browser import Browser
from tests.events.conftest import SetClock
from tests.factories import NOW, WHEN, make_event

pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

TERMS: dict[str, set[str]] = {
    "Event": {
        *("@id", "url", "name", "description", "image", "startDate", "endDate", "eventStatus"),
        *("eventAttendanceMode", "isAccessibleForFree", "inLanguage", "location", "organizer"),
        *("previousStartDate", "offers"),
    },
    "Place": {"name", "address"},
    "PostalAddress": {"streetAddress", "addressLocality", "addressRegion", "addressCountry"},
    "VirtualLocation": {"url"},
    "Organization": {"name", "url"},
    "Offer": {"url", "price", "priceCurrency", "availability", "validFrom"},
}
"""The terms of schema.org that a meeting uses, by type; any other would be a slip."""
VALUES = {
    "eventStatus": {
        *("EventScheduled", "EventCancelled", "EventPostponed", "EventRescheduled"),
        "EventMovedOnline",
    },
    "eventAttendanceMode": {
        *("OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"),
    },
    "availability": {"InStock", "SoldOut"},
}
LINK = "https://meet.voorbeeld.nl/geheim"
URL = "http://127.0.0.1:8000/bijeenkomsten/publieksacademie-leeuwarden-2027"
CAPACITIES = {AttendanceMode.ONSITE: 100, AttendanceMode.ONLINE: 100}


def read(browser: Browser, event: Event) -> Any:
    """Read what stands in a page, and hold every term against those of schema.org."""
    page = browser.get(f"/bijeenkomsten/{event.slug}")
    data = json.loads(page.one('script[type="application/ld+json"]').get_text())
    assert data["@context"] == "https://schema.org"
    wrong = list(slips({name: value for name, value in data.items() if name != "@context"}))
    assert wrong == []
    return data


def slips(data: dict[str, Any]) -> Iterator[str]:
    """Name what schema.org does not know."""
    kind = data["@type"]
    for name, value in data.items():
        values = value if isinstance(value, list) else [value]
        if name != "@type" and name not in TERMS[kind]:
            yield f"{kind}.{name}"
        for one in values:
            if isinstance(one, dict):
                yield from slips(one)
            elif name in VALUES and one.removeprefix("https://schema.org/") not in VALUES[name]:
                yield f"{name}: {one}"
            elif name.endswith("Date") and datetime.fromisoformat(one).utcoffset() is None:
                yield f"{name} without offset"


def test_a_meeting_in_a_room_tells_all(browser: Browser) -> None:
    event = make_event(summary="Kom ook.", province=Province.FRIESLAND)

    assert read(browser, event) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": URL,
        "url": URL,
        "name": "Publieksacademie Leeuwarden",
        "description": "Kom ook.",
        "image": f"{URL}.png",
        "startDate": "2027-03-09T19:30:00+01:00",
        "endDate": "2027-03-09T21:45:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "inLanguage": "nl",
        "location": {
            "@type": "Place",
            "name": "Dorpshuis De Terphoeve",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Hemrikweg 4",
                "addressLocality": "Leeuwarden",
                "addressRegion": "Friesland",
                "addressCountry": "NL",
            },
        },
        "organizer": {
            "@type": "Organization",
            "name": "Alliantie Kinderarmoede",
            "url": "http://127.0.0.1:8000/",
        },
        "offers": {
            "@type": "Offer",
            "url": f"{URL}/aanmelden",
            "price": 0,
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "validFrom": "2027-03-01T13:00:00+01:00",
        },
    }


def test_the_way_in_to_an_online_meeting_is_its_page(browser: Browser) -> None:
    online = make_event(title="Online", mode=EventMode.ONLINE, venue=None, join_link=LINK)
    hybrid = make_event(title="Beide", mode=EventMode.HYBRID, join_link=LINK)

    data, mixed = read(browser, online), read(browser, hybrid)

    assert data["location"] == {"@type": "VirtualLocation", "url": data["url"]}
    assert data["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert [place["@type"] for place in mixed["location"]] == ["Place", "VirtualLocation"]
    assert mixed["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert "geheim" not in json.dumps([data, mixed])


def test_a_full_meeting_is_sold_out(browser: Browser) -> None:
    event = make_event(capacity=0)

    assert read(browser, event)["offers"]["availability"] == "https://schema.org/SoldOut"


def test_a_cancelled_meeting_says_so_and_offers_nothing(browser: Browser) -> None:
    event = make_event()
    service.cancel(event, reason="Ziek.", now=NOW)

    data = read(browser, event)

    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in data


def test_a_postponed_meeting_keeps_the_date_it_had(browser: Browser) -> None:
    event = make_event()
    service.postpone(event, now=NOW)

    data = read(browser, event)

    assert data["eventStatus"] == "https://schema.org/EventPostponed"
    assert data["startDate"] == "2027-03-09T19:30:00+01:00"


def test_a_moved_meeting_tells_its_former_date(browser: Browser, at: SetClock) -> None:
    event = make_event()
    move(event, at, WHEN + timedelta(days=30))
    move(event, at, WHEN + timedelta(days=31), title="Ook een andere naam")

    data = read(browser, event)

    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == "2027-04-08T20:30:00+02:00"
    assert data["startDate"] == "2027-04-09T20:30:00+02:00"


def test_a_meeting_that_moved_online_a_year_later_tells_both(
    browser: Browser, at: SetClock
) -> None:
    event = make_event()
    service.postpone(event, now=NOW)

    move(event, at, WHEN + timedelta(days=365), mode=EventMode.ONLINE)
    service.publish(event, now=NOW)
    data = read(browser, event)

    assert data["eventStatus"] == [
        "https://schema.org/EventRescheduled",
        "https://schema.org/EventMovedOnline",
    ]
    assert data["previousStartDate"] == "2027-03-09T19:30:00+01:00"


def test_what_staff_type_cannot_leave_the_data(browser: Browser) -> None:
    event = make_event(title="</script><script>alert(1)</script>")

    page = browser.get(f"/bijeenkomsten/{event.slug}")

    assert len(page.select("script")) == 1
    assert read(browser, event)["name"] == "</script><script>alert(1)</script>"


def move(event: Event, at: SetClock, starts_at: datetime, **fields: Any) -> None:
    at(event.changed_at + timedelta(minutes=1))
    service.change(
        event,
        now=event.changed_at + timedelta(minutes=1),
        capacities=CAPACITIES,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        **fields,
    )
    db.session.commit()
