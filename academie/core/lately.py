"""What this process saw a moment ago, for what need not be true to the second.

Whoever changes something in this process sees that at once; of a change elsewhere this process
hears within a second.
"""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

T = TypeVar("T")

LOOKED_AT_EVERY = timedelta(seconds=1)
"""How long this process goes by what it saw, unless it changes something itself."""
_MOST = 100
"""How much is kept; more than there is to look at within a second."""
_SEEN = "academie.seen_lately"


class _Seen(NamedTuple):
    at: datetime
    found: Any


def seen(
    key: Hashable, now: datetime, look: Callable[[], T], *, if_: Callable[[T], bool] | None = None
) -> T:
    """Give what was seen within the last second, or look.

    Who began to look before a change of our own keeps nothing that is read after it: the change
    put all that was seen away.

    Args:
        key: what is looked at.
        if_: whether what was found may be gone by; everything may when it is left out.
    """
    kept: dict[Hashable, _Seen] = current_app.extensions.setdefault(_SEEN, {})
    known = kept.get(key)
    if known and timedelta() <= now - known.at < LOOKED_AT_EVERY:
        found: T = known.found
        return found
    found = look()
    if len(kept) >= _MOST:
        kept.clear()
    if if_ is None or if_(found):
        kept[key] = _Seen(now, found)
    return found


@event.listens_for(Session, "after_commit")
def _forget(_session: Session) -> None:
    """Look anew after a change of our own."""
    if current_app:
        current_app.extensions.pop(_SEEN, None)
