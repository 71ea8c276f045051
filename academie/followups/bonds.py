"""What binds a party to an outcome, by what the record of it says itself."""

from collections.abc import Iterable
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import selectinload

from academie.core.names import key_of
from academie.events import parties
from academie.events.models import Event
from academie.followups.models import Outcome, OutcomeEvent
from academie.partners.names import COMMON


def named() -> tuple[Any, ...]:
    """Give the options by which a question reads at once whom the records of its outcomes name."""
    meetings = selectinload(Outcome.events).joinedload(OutcomeEvent.event)
    return (
        selectinload(Outcome.actors),
        selectinload(Outcome.contributors),
        meetings.selectinload(Event.partners),
    )


def bond_in(outcome: Outcome, party: str) -> LazyString | None:
    """Say what part a party has in an outcome; None when the record names it nowhere.

    Who held its meeting, or took part in holding it, helped.

    A part of an organisation is bound as the organisation is: its name begins or ends with it.
    """
    if _is_of(party, (actor.name for actor in outcome.actors)):
        return _("Deze partij doet zelf mee aan de verandering.")
    helped = [contributor.name for contributor in outcome.contributors]
    held = (name for link in outcome.events for name in parties.of_event(link.event))
    if _is_of(party, [*helped, *held]):
        return _("Deze partij hielp zelf mee.")
    return None


def _is_of(party: str, names: Iterable[str]) -> bool:
    key = key_of(party)
    return any(same_organisation(key, key_of(name)) for name in names)


def same_organisation(one: str, other: str) -> bool:
    """Tell whether two keys are one name, or one of them a part of the other's organisation."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    says_enough = any(word not in COMMON for word in short.split())
    return says_enough and (long.startswith(f"{short} ") or long.endswith(f" {short}"))
