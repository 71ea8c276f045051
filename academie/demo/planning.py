"""How the demo's academies are planned: from a format, with tasks done, late and left out."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from academie.accounts.models import User
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventKind
from academie.planning import formats, queries, service
from academie.planning.checklist import due_on
from academie.planning.models import EventIngredient
from academie.planning.terms import IngredientState, Letter, Part

_OWNERS = ("Ineke", "Jorrit", "Wytske", "Samira")
_LATE = {"Sprekers weten wat we van hen vragen", "Seintje aan iedereen die helpt"}
_CONTACTS = (
    ("Lokale organisator", "Wytske Hofstra", "06-12 34 56 01"),
    ("Gastheer of gastvrouw van het gebouw", "Gerrit Postma", "06-12 34 56 02"),
    ("Gespreksleider", "Esra Demir", "06-12 34 56 03"),
    ("Techniek en online gesprek", "Daan Smit", "06-12 34 56 04"),
)


def load_plans(team: Sequence[User], now: datetime) -> None:
    """Plan some meetings from the first format and one from a second, which is newer."""
    leeuwarden = _begin("Publieksacademie Leeuwarden", team, now, late=_LATE)
    _make_it_theirs(leeuwarden, now)
    _begin("Publieksacademie Emmen", team, now)
    _issue_second(team[0], now)
    _begin("Publieksacademie Zeeuws-Vlaanderen", team, now)
    _begin("Kenniskring: schulden en schaamte", team, now)


def _begin(title: str, team: Sequence[User], now: datetime, late: Collection[str] = ()) -> Event:
    event = db.session.scalars(select(Event).where(Event.title == title)).one()
    service.apply_format(event, now=now)
    _do_most(event, team, now, late)
    return event


def _do_most(event: Event, team: Sequence[User], now: datetime, late: Collection[str]) -> None:
    """Give every task somebody who does it, and tick off what was due but for a few."""
    today = clock.to_local(now).date()
    for number, task in enumerate(queries.tasks_of(event)):
        task.owner = _OWNERS[number % len(_OWNERS)]
        day = due_on(task)
        if day is not None and day < today and task.title not in late:
            who = team[number % len(team)]
            done_on = clock.from_local(day, datetime.min.time().replace(hour=10))
            service.tick(task, by=who, now=done_on)


def _make_it_theirs(event: Event, now: datetime) -> None:
    """Adapt one ingredient, leave one out, add a task of their own, and note whom to call."""
    service.mark(
        _ingredient(event, "afsluiting"),
        state=IngredientState.ADAPTED,
        note="Leerlingen van de muziekschool spelen. Dat duurt 10 minuten.",
    )
    service.mark(
        _ingredient(event, "pers"),
        state=IngredientState.LEFT_OUT,
        note="De gemeente vangt de pers op.",
    )
    service.say(_ingredient(event, Letter.REMINDER_DAY), "Er is soep, ook voor je kinderen.")
    day = clock.to_local(now).date() + timedelta(days=1)
    service.add_task(event, title="Soep ophalen bij het buurthuis", owner="Samira", due_on=day)
    for role, name, phone in _CONTACTS:
        service.add_contact(event, role=role, name=name, phone=phone)


def _ingredient(event: Event, key: str) -> EventIngredient:
    return next(row for row in queries.ingredients_of(event) if row.ingredient.key == key)


def _issue_second(maker: User, now: datetime) -> None:
    made = formats.new_version(EventKind.PUBLIEKSACADEMIE, by=maker, now=now)
    rows = {row.key: row for row in made.ingredients}
    formats.add(made, Part.ROLE, title="Kinderraad", details="Kinderen denken mee over de vragen.")
    formats.add(made, Part.TASK, title="De kinderraad bedenkt een vraag", details=None, days=-42)
    formats.change(rows["flyer"], days=-63)
    formats.issue(made, note="Kinderen denken mee. De flyer gaat een week eerder weg.", now=now)
