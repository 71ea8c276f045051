"""Forms of the coming demo meetings: each asks something else, and some guests answer."""

from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy import select

from academie.accounts.models import User
from academie.core.clock import to_local
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.needs import service as needs
from academie.needs.models import Food, Need
from academie.needs.sealing import Needs
from academie.questions import service as questions
from academie.questions.models import USUAL_FIELDS, OptionalField, OwnQuestion, QuestionKind
from academie.registrations import queries as registrations
from academie.registrations.models import ConsentKind
from academie.registrations.more import More, keep

WITH_MEAL, ONLINE = "Publieksacademie Leeuwarden", "Informatiebijeenkomst lokale allianties"
ASKED = {
    WITH_MEAL: USUAL_FIELDS | {OptionalField.FOOD},
    ONLINE: frozenset({OptionalField.FAMILY_NAME, OptionalField.ORGANISATION}),
}
NEEDS = (
    Needs(frozenset({Need.WHEELCHAIR}), frozenset()),
    Needs(frozenset({Need.HEARING_LOOP}), frozenset({Food.MEAT})),
    Needs(frozenset({Need.LANGUAGE, Need.WELCOME}), frozenset()),
    Needs(frozenset(), frozenset({Food.MEAT, Food.DAIRY})),
    Needs(frozenset({Need.HEARING_LOOP, Need.QUIET}), frozenset()),
    Needs(frozenset({Need.CHILDCARE}), frozenset({Food.NUTS})),
)
PLACES = ("Leeuwarden", "Waadhoeke", "Leeuwarden", "Súdwest-Fryslân", None)
EVERY = 4
"""One guest in so many asks us to arrange something."""


def load_forms(organiser: User, now: datetime) -> None:
    """Choose what the forms ask, and let guests of one meeting fill in more than a name."""
    coming = select(Event).where(Event.status == EventStatus.PUBLISHED, Event.starts_at > now)
    for event in db.session.scalars(coming):
        if event.title in ASKED:
            questions.choose_fields(event, ASKED[event.title])
        if event.title == WITH_MEAL:
            needs.name_hosts(event, [organiser])
            _fill_in(event, _ask(event, now), now)


def _ask(event: Event, now: datetime) -> list[OwnQuestion]:
    erase_on = to_local(event.ends_at).date() + timedelta(weeks=2)
    return [
        questions.add(
            event,
            kind=QuestionKind.YES_NO,
            text="Eet je om 18.00 uur mee?",
            options=(),
            reason="Dan koken we genoeg voor iedereen.",
            erase_on=erase_on,
            now=now,
        ),
        questions.add(
            event,
            kind=QuestionKind.ONE_OF,
            text="Hoe kom je?",
            options=("Met de bus", "Met de fiets", "Met de auto"),
            reason="Dan weten we hoeveel plek er nodig is om te parkeren.",
            erase_on=erase_on,
            now=now,
        ),
    ]


def _fill_in(event: Event, asked: list[OwnQuestion], now: datetime) -> None:
    needed, places = cycle(NEEDS), cycle(PLACES)
    for number, guest in enumerate(registrations.confirmed(event)):
        arranged = next(needed) if number % EVERY == 0 else Needs()
        more = More(
            municipality=next(places),
            needs=arranged,
            answers={question.id: (number + turn) % 2 for turn, question in enumerate(asked)},
            consents=_agreed(number, arranged),
        )
        keep(guest, more, now)


def _agreed(number: int, arranged: Needs) -> frozenset[ConsentKind]:
    kinds = {ConsentKind.NEEDS} if any(arranged) else set()
    if number % 3 == 0:
        kinds.add(ConsentKind.FOLLOW_UP)
    return frozenset(kinds)
