"""Meetings as data for other websites: plain facts that are public anyhow.

The shape is described in docs/agenda-json.md; fields are added to it, never taken away.
"""

import json
from collections.abc import Iterable
from typing import Any

from academie.core.clock import to_local
from academie.events.ical import page_url
from academie.events.models import Event
from academie.events.terms import EventMode, EventStatus

VERSION = 1


def document(events: Iterable[Event], *, source: str) -> bytes:
    """Write meetings as JSON.

    Args:
        source: full address of the list itself.
    """
    data = {"version": VERSION, "url": source, "meetings": [_meeting(event) for event in events]}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _meeting(event: Event) -> dict[str, Any]:
    dated = event.status is not EventStatus.POSTPONED
    on_site = event.mode is not EventMode.ONLINE
    return {
        "id": event.ref,
        "url": page_url(event),
        "title": event.title,
        "theme": event.theme,
        "summary": event.summary,
        "kind": event.kind.value,
        "kind_label": str(event.kind.label),
        "status": event.status.value,
        "starts_at": to_local(event.starts_at).isoformat() if dated else None,
        "ends_at": to_local(event.ends_at).isoformat() if dated else None,
        "mode": event.mode.value,
        "venue": event.venue if on_site else None,
        "address": event.address if on_site else None,
        "place": event.place if on_site else None,
        "province": event.province.label if event.province else None,
        "municipalities": [row.name for row in event.municipalities],
        "topics": [row.name for row in event.challenges],
        "organisation": event.organisation,
        "for_partners": event.kind.for_partners,
        "free": True,
        "changed_at": to_local(event.changed_at).isoformat(timespec="seconds"),
    }
