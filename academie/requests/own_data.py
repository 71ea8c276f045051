"""All that we hold of one requester, to take along.

Source: GDPR, articles 15 and 20.
"""

from datetime import date, datetime
from typing import Any

from academie.core.clock import to_local
from academie.events.money import MONEY
from academie.requests.models import AcademyRequest

_COLUMNS = (
    *("ref", "status", "organisation", "name", "email", "phone", "place", "province", "wish"),
    *("partners", "audience", "mode", "period_from", "period_until", *MONEY),
    *("saved_at", "sent_at", "ended_at", "decision"),
)


def own_data(request: AcademyRequest) -> dict[str, Any]:
    """Gather a request, its conversation and what its letters are, as JSON can hold it."""
    return {name: _plain(getattr(request, name)) for name in _COLUMNS} | {
        "messages": [
            {"side": message.side.value, "at": _plain(message.at), "text": message.text}
            for message in request.messages
        ],
        "letters": [
            {
                "line": letter.line.value,
                "kind": letter.kind.value,
                "bytes": letter.size,
                "added_at": _plain(letter.added_at),
            }
            for letter in request.letters
        ],
        "meeting": request.event.slug if request.event else None,
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return to_local(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
