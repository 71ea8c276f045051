"""Names of municipalities: of its list, of meetings, and of where partners sit.

An installation may have no list of all of them, so people may fill in any name.
"""

from sqlalchemy import select

from academie.core.db import db
from academie.core.names import key_of
from academie.events.models import Event, EventMunicipality
from academie.events.queries import LISTED
from academie.partners.models import Organisation
from academie.reference.municipalities import names

MOST_SUGGESTIONS = 10


def suggestions(typed: str) -> list[str]:
    """Name those that hold what somebody typed; those that begin with it come first."""
    key = key_of(typed)
    if not key:
        return []
    found = [(known, name) for known, name in _known().items() if key in known]
    ordered = sorted(found, key=lambda row: (not _sorted_as(row[0]).startswith(key), row))
    return [name for _known_key, name in ordered[:MOST_SUGGESTIONS]]


def as_known(typed: str) -> str:
    """Write a name as we know it, so that `utrecht` and `Utrecht` count as one."""
    return _known().get(key_of(typed), typed)


def _sorted_as(key: str) -> str:
    """Leave out the article: `'s-Hertogenbosch` is looked for under its h."""
    return key.removeprefix("s ").removeprefix("t ")


def _known() -> dict[str, str]:
    """Give the names by how they are compared; that of the list goes before that of a meeting."""
    of_meetings = select(EventMunicipality.name).join(Event).where(LISTED).distinct()
    of_partners = (
        select(Organisation.place)
        .where(
            Organisation.partner,
            Organisation.merged_into_id.is_(None),
            Organisation.place.is_not(None),
        )
        .distinct()
    )
    used = [
        name or "" for query in (of_partners, of_meetings) for name in db.session.scalars(query)
    ]
    return {key_of(name): name for name in (*used, *names()) if key_of(name)}
