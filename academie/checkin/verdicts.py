"""The rules of the door: from plain facts to a verdict, without a database or a page.

The rules are data, so that a telephone without a network can one day apply the very same ones.
"""

from datetime import datetime
from typing import NamedTuple

from academie.checkin.models import Verdict
from academie.registrations.models import RegistrationStatus


class TicketFacts(NamedTuple):
    """All that a verdict depends on.

    Attributes:
        known: the ticket belongs to a registration.
        this_event: that registration is for the meeting behind this door.
        takes_place: that meeting has not been cancelled or postponed.
        already_in: the party came in before.
        status: the state of the registration.
    """

    known: bool
    this_event: bool = False
    takes_place: bool = True
    already_in: bool = False
    status: RegistrationStatus | None = None


class Rule(NamedTuple):
    """When `fact` has this `value`, the verdict is given."""

    fact: str
    value: object
    verdict: Verdict


RULES = (
    Rule("known", value=False, verdict=Verdict.UNKNOWN),
    Rule("this_event", value=False, verdict=Verdict.OTHER_EVENT),
    Rule("takes_place", value=False, verdict=Verdict.CANCELLED),
    Rule("already_in", value=True, verdict=Verdict.ALREADY_IN),
    Rule("status", RegistrationStatus.CANCELLED, Verdict.CANCELLED),
    Rule("status", RegistrationStatus.WAITLISTED, Verdict.WAITING),
    Rule("status", RegistrationStatus.OFFERED, Verdict.WAITING),
    Rule("status", RegistrationStatus.CONFIRMED, Verdict.WELCOME),
)
"""Read from the top: the first rule that fits decides. How a guest meant to take part is no rule:
whoever registered for online and stands at the door is welcome."""


class ScanResult(NamedTuple):
    """What the door may know of a party: never more than a first name.

    Attributes:
        given_name: None when erased, and when the ticket is not for this meeting.
        online: the party had registered to take part online.
        since: when it came in, and at which door; only for a party that is already in.
        other_event: title of the meeting that the ticket is for, when it is another one.
        group: the breakout group it chose.
        seats_left: seats free in the room, for a party that waits; None without a limit.
        too_many_codes: no code was looked up, because too many were wrong at this door.
    """

    verdict: Verdict
    given_name: str | None = None
    people: int | None = None
    online: bool = False
    since: datetime | None = None
    door_name: str | None = None
    other_event: str | None = None
    group: str | None = None
    seats_left: int | None = None
    too_many_codes: bool = False


def judge(facts: TicketFacts) -> Verdict:
    """Give the verdict on a ticket."""
    return next(rule.verdict for rule in RULES if getattr(facts, rule.fact) == rule.value)
