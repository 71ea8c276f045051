"""Organisations that take part in a meeting, told apart by our own records of them."""

from collections.abc import Iterable, Mapping

from academie.core.names import key_of
from academie.events.models import Event, EventPartner
from academie.partners import queries as partners
from academie.partners.models import Organisation

ALLIANCE = "Alliantie Kinderarmoede"
"""The name under which the project team organises; it is in most meetings, so it tells nothing."""

Known = Mapping[str, Organisation]
"""All organisations by the key of their name, doubles too, as `partners.queries.by_key` gives."""


def typed_names(text: str | None) -> list[str]:
    """Read one name a line, each organisation once, by the name that we know it by."""
    names = (" ".join(line.split()) for line in (text or "").splitlines())
    return list(named([name for name in names if key_of(name)], partners.by_key()).values())


def rows(names: Iterable[str]) -> list[EventPartner]:
    """Make what a meeting keeps of them."""
    known = partners.by_key()
    return [
        EventPartner(name=name, organisation=known.get(key_of(name)))
        for name in named(names, known).values()
    ]


def names_of(event: Event) -> list[str]:
    """Give the names by which we know its partners now, each once."""
    return list(dict.fromkeys(row.called for row in event.partners))


def of_event(event: Event) -> list[str]:
    """Name who organises a meeting and its partners."""
    return [event.organisation, *names_of(event)]


def named(names: Iterable[str], known: Known) -> dict[str, str]:
    """Tell organisations apart, however each is written: what one is known by, and its name."""
    found: dict[str, str] = {}
    for name in names:
        organisation = known.get(key_of(name))
        mark = organisation.ref if organisation else key_of(name)
        found.setdefault(mark, organisation.name if organisation else name)
    return found
