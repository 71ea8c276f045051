"""What the form of a meeting shows of it."""

from collections.abc import Mapping
from typing import Any

from academie.core import together
from academie.core.clock import to_local
from academie.events import parties
from academie.events.forms import CONDITIONS, PLAIN
from academie.events.models import Event
from academie.events.money import MONEY


def details_of(event: Event) -> Mapping[str, Any]:
    """Fill in what a meeting has already, for `EventForm(data=...)`."""
    starts_at, ends_at = to_local(event.starts_at), to_local(event.ends_at)
    data = {name: getattr(event, name) for name in (*PLAIN, *CONDITIONS, *MONEY)} | {
        "mode": event.mode.value,
        "kind": event.kind.value,
        "province": event.province.value if event.province else "",
        "school_region": event.school_region.value if event.school_region else "",
        "slug": event.slug,
        "revision": str(event.revision),
        "status": event.status.value,
        "series": event.series.ref if event.series else "",
        "day": starts_at.date(),
        "day_was": starts_at.date(),
        "start": starts_at.time(),
        "end": ends_at.time(),
        "municipalities": "\n".join(row.name for row in event.municipalities),
        "partners": "\n".join(parties.names_of(event)),
        "challenges": [row.slug for row in event.challenges],
        "lines": [row.line.value for row in event.lines],
    }
    data |= {f"capacity_{seats.mode.value}": seats.capacity for seats in event.seats}
    for name, at in (
        ("opens", event.registration_opens_at),
        ("closes", event.registration_closes_at),
    ):
        if at:
            data |= {f"{name}_day": to_local(at).date(), f"{name}_time": to_local(at).time()}
    return data | {"marks": together.marks(data)}
