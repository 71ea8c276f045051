"""What binds a party to an outcome, by what the record of it says itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from academie.core.db import db
from academie.core.names import key_of
from academie.events import parties
from academie.events.models import Event
from academie.followups.in_bulk import Numbers, rows
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.parts import OutcomeActor, OutcomeContributor
from academie.partners.names import COMMON


def named() -> tuple[Any, ...]:
    """Give the options by which a question reads at once whom the records of its outcomes name."""
    meetings = selectinload(Outcome.events).joinedload(OutcomeEvent.event)
    return (
        selectinload(Outcome.actors),
        selectinload(Outcome.contributors),
        meetings.selectinload(Event.partners),
    )


_ACTORS = select(OutcomeActor.outcome_id, OutcomeActor.name)
_CONTRIBUTORS = select(OutcomeContributor.outcome_id, OutcomeContributor.name)
_MEETINGS = select(OutcomeEvent.outcome_id, OutcomeEvent.event_id)


class Names(NamedTuple):
    """Whom the record of an outcome names.

    Attributes:
        doing: who does something differently.
        helping: who helped, held its meeting or took part in holding it.
    """

    doing: list[str]
    helping: list[str]


def names_in(outcome: Outcome) -> Names:
    """Read whom a record names."""
    helped = [contributor.name for contributor in outcome.contributors]
    held = [name for link in outcome.events for name in parties.of_event(link.event)]
    return Names([actor.name for actor in outcome.actors], helped + held)


def names_of(numbers: Numbers) -> defaultdict[int, Names]:
    """Read whom each of many records names, by `Outcome.id`, without reading them whole."""
    found = defaultdict[int, Names](lambda: Names([], []))
    for number, name in rows(_ACTORS, numbers):
        found[number].doing.append(name)
    for number, name in rows(_CONTRIBUTORS, numbers):
        found[number].helping.append(name)
    meetings = rows(_MEETINGS, numbers)
    held = _held({meeting for _number, meeting in meetings})
    for number, meeting in meetings:
        found[number].helping.extend(held[meeting])
    return found


def _held(meetings: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Name who held each of these meetings, or took part in holding it."""
    events = select(Event).where(Event.id.in_(meetings)).options(selectinload(Event.partners))
    return {event.id: parties.of_event(event) for event in db.session.scalars(events)}


def bond_in(names: Names, party: str) -> LazyString | None:
    """Say what part a party has in an outcome; None when the record names it nowhere.

    A part of an organisation is bound as the organisation is: its name begins or ends with it.
    """
    if _is_of(party, names.doing):
        return _("Deze partij doet zelf mee aan de verandering.")
    if _is_of(party, names.helping):
        return _("Deze partij hielp zelf mee.")
    return None


def is_free(said: Any, names: Names) -> bool:
    """Tell whether somebody was asked as independent, and nothing is known that binds them.

    Args:
        said: a confirmation, or a row with its columns that tell so.
    """
    return said.independent and said.bound is None and bond_in(names, said.party) is None


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
