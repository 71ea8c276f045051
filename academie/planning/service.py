"""The verbs of a meeting's plan: begin it from a format, say what is other, keep its checklist."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from academie.accounts.models import User
from academie.core.clock import to_local
from academie.core.db import db
from academie.core.errors import DomainError
from academie.events import edits
from academie.events import queries as events
from academie.events import service as event_service
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.planning import following, queries
from academie.planning.models import (
    Contact,
    EventIngredient,
    EventPlan,
    Format,
    FormatIngredient,
    Task,
)
from academie.planning.terms import IngredientState, Part
from academie.programme.models import SessionItem


class AlreadyPlannedError(DomainError):
    """A meeting begins from a format once."""

    message = _("Deze bijeenkomst is al met een blauwdruk begonnen.")


class TaskOfFormatError(DomainError):
    """A task of the format is left out with its ingredient, so that the reason is known."""

    message = _("Deze taak hoort bij de blauwdruk. Laat het onderdeel weg, met de reden.")


class MailAlwaysGoesError(DomainError):
    """What guests must know of their own seat is always mailed."""

    message = _(
        "Deze e-mail gaat altijd. Zonder deze e-mail weten mensen niet of ze een plek hebben."
    )


def apply_format(event: Event, *, now: datetime) -> Format | None:
    """Begin the plan of a meeting from the newest format of its kind; None when there is none.

    It gets the ingredients, the tasks and the programme. Seats are filled in for a draft only,
    and only where nobody did; a programme that is there already stays.

    Raises:
        AlreadyPlannedError: it has begun from a format before.
    """
    newest = queries.newest(event.kind)
    if newest is None:
        return None
    events.lock(event)
    plan = _plan(event)
    if plan.format is not None:
        raise AlreadyPlannedError
    plan.format = newest
    with edits.noted(event, now=now):
        rows = [take(event, ingredient) for ingredient in newest.ingredients]
    db.session.flush()
    _fill_programme(event, rows, now)
    db.session.flush()
    return newest


def take(event: Event, ingredient: FormatIngredient) -> EventIngredient:
    """Give a meeting one ingredient of a format, with its task or its seats."""
    row = EventIngredient(event=event, ingredient=ingredient, sentence=ingredient.sentence)
    db.session.add(row)
    if ingredient.part is Part.TASK:
        task = Task(event=event, origin=row, title=ingredient.title, days=ingredient.days)
        db.session.add(task)
    elif ingredient.part is Part.CAPACITY:
        fill_seats(event, row)
    return row


def fill_seats(event: Event, row: EventIngredient) -> None:
    """Fill in seats of a draft where nobody did, and say where the meeting has other ones."""
    mode = row.ingredient.mode
    pool = next((pool for pool in event.pools if pool.mode is mode and pool.is_general), None)
    if pool and pool.capacity is None and event.status is EventStatus.DRAFT:
        pool.capacity = row.ingredient.number
    if said := following.doing(row):
        row.state, row.note = said
    db.session.flush()


def mark(row: EventIngredient, *, state: IngredientState, note: str | None) -> None:
    """Say what a meeting does with an ingredient.

    Args:
        note: what was adapted, or why it was left out; nothing for what is as in the format.

    Raises:
        MailAlwaysGoesError: it is a mail that no meeting may do without.
    """
    if state is IngredientState.LEFT_OUT and row.ingredient.always_goes:
        raise MailAlwaysGoesError
    row.state = state
    row.note = None if state is IngredientState.AS_FORMAT else note
    db.session.flush()


def say(row: EventIngredient, sentence: str | None) -> None:
    """Set what a mail of this meeting says besides its own words."""
    row.sentence = sentence
    db.session.flush()


def add_task(event: Event, *, title: str, owner: str | None, due_on: date) -> Task:
    """Put a task of its own on a meeting's checklist."""
    task = Task(event=event, title=title, owner=owner, due_on=due_on)
    db.session.add(task)
    db.session.flush()
    return task


def change_task(task: Task, *, title: str, owner: str | None, due_on: date | None) -> None:
    """Change a task; the day of one from the format goes on moving along with the meeting."""
    task.title, task.owner = title, owner
    if task.days is None:
        task.due_on = due_on
    elif due_on is not None:
        task.days = (due_on - to_local(task.event.starts_at).date()).days
    db.session.flush()


def tick(task: Task, *, by: User, now: datetime) -> None:
    """Note that a task is done; who came first stays."""
    if task.done_at is None:
        task.done_at, task.done_by = now, by
    db.session.flush()


def reopen(task: Task) -> None:
    """Note that a task is not done after all."""
    task.done_at = task.done_by = None
    db.session.flush()


def remove_task(task: Task) -> None:
    """Take a task that staff added off the checklist.

    Raises:
        TaskOfFormatError: it came from the format.
    """
    if task.days is not None:
        raise TaskOfFormatError
    db.session.delete(task)
    db.session.flush()


def add_contact(event: Event, *, role: str, name: str, phone: str | None) -> Contact:
    """Note whom to call about what on the day."""
    contact = Contact(event=event, role=role, name=name, phone=phone)
    db.session.add(contact)
    db.session.flush()
    return contact


def change_contact(contact: Contact, *, role: str, name: str, phone: str | None) -> None:
    """Change whom to call."""
    contact.role, contact.name, contact.phone = role, name, phone
    db.session.flush()


def remove_contact(contact: Contact) -> None:
    """Forget whom to call."""
    db.session.delete(contact)
    db.session.flush()


def set_emergency(event: Event, emergency: str | None) -> None:
    """Set what the run sheet says for an emergency; None is the usual text."""
    _plan(event).emergency = emergency
    db.session.flush()


def _plan(event: Event) -> EventPlan:
    plan = queries.plan_of(event)
    if plan is None:
        plan = EventPlan(event=event)
        db.session.add(plan)
    return plan


def _fill_programme(event: Event, rows: Sequence[EventIngredient], now: datetime) -> None:
    own = select(func.count()).where(SessionItem.event_id == event.id)
    if db.session.scalar(own):
        return
    programme = [row for row in rows if row.ingredient.part is Part.PROGRAMME]
    for position, row in enumerate(programme, start=1):
        db.session.add(SessionItem(event=event, position=position, **following.fields_of(row)))
    event_service.show_anew(event, now=now)
