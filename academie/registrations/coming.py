"""How a party comes, changed at one go: each step in the order in which it fits."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from academie.events.models import BreakoutGroup
from academie.events.terms import AttendanceMode, Audience
from academie.registrations import changing, groups
from academie.registrations.models import Registration


class Coming(NamedTuple):
    """How a party wants to come."""

    people: int
    mode: AttendanceMode
    group: BreakoutGroup | None
    second_group: BreakoutGroup | None
    audience: Audience | None

    @classmethod
    def of(cls, registration: Registration) -> "Coming":
        """Tell how it comes now."""
        return cls(
            registration.people,
            registration.mode,
            registration.breakout_group,
            registration.second_group,
            registration.audience,
        )


def steps(
    registration: Registration, wish: Coming, *, now: datetime
) -> list[tuple[str, Callable[[], None]]]:
    """List what must be done, each by the name of what it changes.

    A party that grows goes first to where it fits, and one that shrinks does so first. Whoever
    changes to another way, and leaves the group as it was, gets one that is for that way.
    """
    verbs: dict[str, Callable[[], None]] = {
        "audience": lambda: changing.change_audience(registration, wish.audience, now=now),
        "people": lambda: changing.change_party(registration, wish.people, now=now),
        "mode": lambda: changing.switch_mode(registration, wish.mode, now=now),
        "group": lambda: groups.choose(registration, wish.group, now=now),
        "second_group": lambda: groups.choose_second(registration, wish.second_group, now=now),
    }
    order = list(verbs)
    if wish.people > registration.people:
        order = ["audience", "mode", "group", "people", "second_group"]
    comes = Coming.of(registration)
    return [(name, verbs[name]) for name in order if getattr(wish, name) != getattr(comes, name)]
