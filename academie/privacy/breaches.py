"""What went wrong with data: written down at once, and completed as more is known."""

from collections.abc import Mapping
from typing import Any

from academie.core.db import db
from academie.privacy.models import Breach


def note(facts: Mapping[str, Any]) -> Breach:
    """Write down that something went wrong.

    Args:
        facts: what is known of it, by the columns of `Breach`.
    """
    breach = Breach(**facts)
    db.session.add(breach)
    db.session.flush()
    return breach


def change(breach: Breach, facts: Mapping[str, Any]) -> None:
    """Keep what is known by now, by the columns of `Breach`."""
    for name, value in facts.items():
        setattr(breach, name, value)
    db.session.flush()
