"""Makers of rows for tests of planning."""

from datetime import date
from typing import Any

from academie.accounts.models import User
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventKind
from academie.planning import formats, queries, service
from academie.planning.models import Contact, EventIngredient, Format, Task
from academie.planning.terms import Part
from tests.factories import NOW, make_event, make_user


def make_planned(**fields: Any) -> Event:
    """Make a draft that began from the format of its kind."""
    event = make_event(**{"published": False, "capacity": None} | fields)
    service.apply_format(event, now=NOW)
    db.session.commit()
    return event


def make_task(event: Event, title: str = "Zaal versieren", **fields: Any) -> Task:
    """Put a task of its own on a meeting's checklist."""
    values: dict[str, Any] = {"owner": "Ineke", "due_on": date(2027, 2, 20)} | fields
    task = service.add_task(event, title=title, **values)
    db.session.commit()
    return task


def make_contact(event: Event, **fields: Any) -> Contact:
    """Note whom to call."""
    values: dict[str, Any] = {"role": "Techniek", "name": "Bram", "phone": "06-12 34 56 78"}
    contact = service.add_contact(event, **values | fields)
    db.session.commit()
    return contact


def ingredient(event: Event, key: str) -> EventIngredient:
    """Find what a meeting does with one ingredient."""
    return next(row for row in queries.ingredients_of(event) if row.ingredient.key == key)


def task_called(event: Event, title: str) -> Task:
    """Find a task by its title."""
    return next(task for task in queries.tasks_of(event) if task.title == title)


def make_version(by: User | None = None) -> Format:
    """Begin version 3 of the format of a publieksacademie."""
    by = by or make_user(email="maker@voorbeeld.nl")
    made = formats.new_version(EventKind.PUBLIEKSACADEMIE, by=by, now=NOW)
    db.session.commit()
    return made


def issue_version(by: User | None = None) -> Format:
    """Issue a version 3 with a new role, another day for the flyer, and no break."""
    made = make_version(by)
    rows = {row.key: row for row in made.ingredients}
    formats.add(made, Part.ROLE, title="Kinderraad", details=None)
    formats.change(rows["flyer"], days=-70)
    formats.leave_out(rows["pauze"])
    formats.issue(made, note="Kinderen praten mee.", now=NOW)
    db.session.commit()
    return made


def make_plan(event: Event) -> dict[str, str]:
    """Plan a meeting with something of everything; give what addresses are about, by its name."""
    if queries.plan_of(event) is None:
        service.apply_format(event, now=NOW)
    made = make_version()
    return {
        "task": make_task(event).ref,
        "ingredient": ingredient(event, "pauze").ref,
        "contact": make_contact(event).ref,
        "format": made.ref,
        "key": "pauze",
        "role": "role",
        "kenniskring": "kenniskring",
        "weg": "weg",
        "a5": "a5",
    }
