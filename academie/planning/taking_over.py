"""Taking over from a newer format, one ingredient at a time, what a planned meeting wants of it."""

from datetime import datetime

from flask_babel import gettext as _

from academie.core.db import db
from academie.events import edits
from academie.events import queries as events
from academie.events.models import Event
from academie.planning import following, queries, service
from academie.planning.difference import Difference
from academie.planning.models import EventIngredient, FormatIngredient, Task
from academie.planning.overview import overview
from academie.planning.terms import IngredientState, Part

_NOTHING = Difference([], [], [])


def take_over(event: Event, key: str, *, now: datetime) -> bool:
    """Do with one ingredient as the newest format does; tell whether there was anything to do.

    A new one is added, one that changed says what it says now, and one that went is left out.
    Tasks that are done, and days, sentences and items that staff changed, stay. Seats have a page
    of their own; until somebody changed them there, the ingredient says so.
    """
    events.lock(event)
    news = overview(event).news or _NOTHING
    added = [row for row in news.added if row.key == key]
    changed = [change for change in news.changed if change.new.key == key]
    removed = [row for row in news.removed if row.key == key]
    with edits.noted(event, now=now):
        for ingredient in added:
            row = service.take(event, ingredient)
            db.session.flush()
            following.follow_mark(row, was_out=True, now=now)
        for old, new in changed:
            _follow(_row(event, old), new, now)
    for ingredient in removed:
        reason = _("Dit staat niet meer in de blauwdruk.")
        service.mark(_row(event, ingredient), state=IngredientState.LEFT_OUT, note=reason)
        following.follow_mark(_row(event, ingredient), was_out=False, now=now)
    db.session.flush()
    return bool(added or changed or removed)


def _row(event: Event, ingredient: FormatIngredient) -> EventIngredient:
    return next(row for row in queries.ingredients_of(event) if row.ingredient is ingredient)


def _follow(row: EventIngredient, new: FormatIngredient, now: datetime) -> None:
    old, row.ingredient = row.ingredient, new
    if row.sentence == old.sentence:
        row.sentence = new.sentence
    if new.part is Part.TASK:
        for task in queries.tasks_from(row):
            _follow_task(task, old, new)
    elif new.part is Part.CAPACITY:
        service.fill_seats(row.event, row)
    elif new.part is Part.PROGRAMME:
        following.follow_format(row, old, now=now)


def _follow_task(task: Task, old: FormatIngredient, new: FormatIngredient) -> None:
    if task.done_at is not None:
        return
    if task.title == old.title:
        task.title = new.title
    if task.days == old.days and new.days is not None:
        task.days = new.days
