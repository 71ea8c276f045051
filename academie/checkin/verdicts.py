"""The rules of the door: from plain facts to a verdict, without a database or a page.

The rules are data (`static/door/verdicts.json`): a device without a network applies the very same.
They are read from the top; the first of which all facts fit decides. It also says whether the host
may let in all the same whom the verdict keeps out. How a guest meant to take part
is no rule: whoever registered for online and stands at the door is welcome.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from academie.checkin.terms import Verdict
from academie.registrations.models import RegistrationStatus

TABLE = Path(__file__).resolve().parents[2] / "static" / "door" / "verdicts.json"


class Rule(NamedTuple):
    """A line of the table: `when` these facts hold; whether a host may `admit` all the same."""

    when: dict[str, Any]
    verdict: Verdict
    admit: bool = False


RULES = tuple(
    Rule(rule["when"], Verdict(rule["verdict"]), rule.get("admit", False))
    for rule in json.loads(TABLE.read_text())
)


@dataclass(frozen=True)
class TicketFacts:
    """All that a verdict depends on.

    Attributes:
        known: the signature is ours, or the code belongs to somebody.
        this_event: the ticket is for the meeting behind this door.
        takes_place: that meeting has not been cancelled or postponed.
        listed: we know the registration; a device may hold an older list.
        valid: no later ticket was given for the same registration.
        already_in: the whole party came in before.
        too_early: nobody is let in yet.
        status: the state of the registration.
    """

    known: bool
    this_event: bool = False
    takes_place: bool = True
    listed: bool = True
    valid: bool = True
    already_in: bool = False
    too_early: bool = False
    status: RegistrationStatus | None = None


class ScanResult(NamedTuple):
    """What the door may know of a party: never more than a first name, and only where it may.

    Attributes:
        given_name: None when erased, at a door without names, and for another meeting.
        people: of the whole party; of who came without a ticket, how many came.
        people_in: how many of them are in by now.
        admitted: how many this reading let in.
        online: the party had registered to take part online.
        since: when it came in, at which door and by whom; only for a party that is already in.
        other_event: title of the meeting that the ticket is for, when it is another one.
        group: the breakout group it chose.
        seats_left: seats free in the room, for a party that waits; None without a limit.
        seated: it has seats in the room.
        arranged: something was agreed with it, which the host knows.
        conflict: a device had said otherwise.
        undone: what an earlier reading let in was taken back.
        opens_at: when the first may come in, for who is too early.
        too_many_codes: no code was looked up, because too many were wrong at this door.
        admissible: the host may let them in all the same.
    """

    verdict: Verdict
    given_name: str | None = None
    people: int | None = None
    people_in: int = 0
    admitted: int = 0
    online: bool = False
    since: datetime | None = None
    door_name: str | None = None
    volunteer: str | None = None
    other_event: str | None = None
    group: str | None = None
    seats_left: int | None = None
    seated: bool = True
    arranged: bool = False
    conflict: bool = False
    undone: bool = False
    opens_at: datetime | None = None
    too_many_codes: bool = False
    admissible: bool = False


def judge(facts: TicketFacts) -> Rule:
    """Find the rule that decides about a ticket."""
    return next(
        rule
        for rule in RULES
        if all(getattr(facts, fact) == value for fact, value in rule.when.items())
    )
