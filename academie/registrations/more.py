"""What a guest may tell beside a name: each kept in its own place, each gone in its own time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from academie.needs import service as needs
from academie.needs.sealing import Needs
from academie.partners import queries as partners
from academie.questions import service as questions
from academie.registrations import consents
from academie.registrations.models import ConsentKind, Registration


@dataclass(frozen=True)
class More:
    """What somebody filled in that nobody has to.

    Attributes:
        phone: as E.164.
        answers: for each question of the organiser's own by its id, the number of the option.
        spoken: it told somebody, who wrote it down.
    """

    phone: str | None = None
    municipality: str | None = None
    needs: Needs = field(default_factory=Needs)
    answers: Mapping[int, int] = field(default_factory=dict)
    consents: frozenset[ConsentKind] = frozenset()
    spoken: bool = False


NOTHING = More()
"""What most people tell."""


def keep(registration: Registration, more: More, now: datetime) -> None:
    """Keep what a guest told, instead of what it told before."""
    registration.phone, registration.municipality = more.phone, more.municipality
    version = consents.SPOKEN_VERSION if more.spoken else consents.TEXT_VERSION
    consents.give_only(registration, more.consents, now=now, version=version)
    questions.answer(registration.id, more.answers)
    if ConsentKind.NEEDS in more.consents:
        needs.keep(registration.id, registration.event, more.needs, now=now)


def name_organisation(registration: Registration, typed: str | None) -> None:
    """Note for whom somebody comes, by its own name when we know it."""
    known = partners.by_name(typed) if typed else None
    registration.organisation_name = known.name if known else typed
    registration.organisation_id = known.id if known else None
