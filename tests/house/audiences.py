"""For whom an address is: the words in which `routes` tells it."""

from enum import Enum
from typing import NamedTuple

from academie.accounts.models import RoleName

TEAM, ORGANISER, READER = RoleName.PROJECT_TEAM, RoleName.ORGANISER, RoleName.READER


class Audience(Enum):
    """Who may open an address.

    PUBLIC is everybody, LINK whoever holds a personal link; the others have signed in. ORGANISERS
    are the project team and the organiser of the meeting that the address is about.
    """

    PUBLIC = "public"
    LINK = "link"
    STAFF = "staff"
    ORGANISERS = "organisers"
    PROJECT_TEAM = "project team"


ROLES = {
    Audience.STAFF: {TEAM, ORGANISER, READER},
    Audience.ORGANISERS: {TEAM, ORGANISER},
    Audience.PROJECT_TEAM: {TEAM},
}


class Route(NamedTuple):
    """A route's audience, and what its address is about: names of `things` by argument.

    `missing` marks an address that needs more than `things` holds: whoever may open it gets a 404.
    """

    audience: Audience
    about: dict[str, str] | None = None
    missing: bool = False
