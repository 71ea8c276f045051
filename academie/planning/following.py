"""The programme and the seats of a meeting beside those of its format.

What a meeting does with an ingredient is told by itself where its programme or its seats show it.
Words that somebody wrote about it stay.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy import select

from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.planning import queries, words
from academie.planning.models import EventIngredient, FormatIngredient
from academie.planning.terms import IngredientState, Part
from academie.programme import service as programme
from academie.programme.models import SessionItem

Doing = tuple[IngredientState, str | None]
"""What a meeting does with an ingredient, and the note that says so."""

_AS_FORMAT: Doing = (IngredientState.AS_FORMAT, None)
_FIELDS = {
    "title": "title",
    "kind": "session_kind",
    "offset_minutes": "offset_minutes",
    "minutes": "minutes",
}
"""What an item has of its ingredient, by the names that each gives it."""


@contextmanager
def followed(event: Event) -> Iterator[None]:
    """Note with each ingredient what a block makes of its item or its seats."""
    before = {row.id: now for row, now in _doings(event)}
    yield
    db.session.flush()
    for row, now in _doings(event):
        if now and before.get(row.id) == (row.state, row.note):
            row.state, row.note = now
    db.session.flush()


def _doings(event: Event) -> list[tuple[EventIngredient, Doing | None]]:
    """Tell it of every ingredient, by as many questions as of one."""
    found = db.session.scalars(select(SessionItem).where(SessionItem.event_id == event.id))
    items = {item.origin_id: item for item in found}
    return [(row, _doing(row, items.get(row.id))) for row in queries.ingredients_of(event)]


def doing(row: EventIngredient) -> Doing | None:
    """Tell what a meeting does with an ingredient, as far as it shows; None when nothing does."""
    return _doing(row, item_of(row))


def _doing(row: EventIngredient, item: SessionItem | None) -> Doing | None:
    if row.ingredient.part is Part.CAPACITY:
        return _with_seats(row)
    return _with_item(item, row.ingredient) if item else None


def item_of(row: EventIngredient) -> SessionItem | None:
    """Find the item of the programme that came with an ingredient."""
    if row.ingredient.part is not Part.PROGRAMME:
        return None
    return db.session.scalar(select(SessionItem).where(SessionItem.origin_id == row.id))


def fields_of(row: EventIngredient) -> dict[str, Any]:
    """Give the columns of the item that an ingredient brings."""
    said = {ours: getattr(row.ingredient, theirs) for ours, theirs in _FIELDS.items()}
    return said | {"origin_id": row.id}


def follow_mark(row: EventIngredient, *, was_out: bool, now: datetime) -> None:
    """Take the item of an ingredient out once it is left out, and put it back once it is not.

    Args:
        was_out: it was left out until now, or is new here.

    Raises:
        IllegalMoveError: the meeting was called off.
    """
    if row.ingredient.part is not Part.PROGRAMME:
        return
    item, is_out = item_of(row), row.state is IngredientState.LEFT_OUT
    if item and is_out:
        programme.remove_item(item, now=now)
    elif was_out and not item and not is_out:
        programme.add_item(row.event, now=now, **fields_of(row))


def leave_out(item: SessionItem, *, reason: str, now: datetime) -> None:
    """Take an item out of the programme; one that the format asks for with the reason.

    Raises:
        IllegalMoveError: the meeting was called off.
    """
    row = db.session.get(EventIngredient, item.origin_id) if item.origin_id else None
    programme.remove_item(item, now=now)
    if row:
        row.state, row.note = IngredientState.LEFT_OUT, reason
        db.session.flush()


def follow_format(row: EventIngredient, old: FormatIngredient, *, now: datetime) -> None:
    """Let an item say what its ingredient says now, where nobody wrote something else.

    Args:
        old: what the ingredient said before.
    """
    item = item_of(row)
    if item is None:
        _ask_to_add(row)
        return
    typed = {
        ours: getattr(row.ingredient, theirs)
        for ours, theirs in _FIELDS.items()
        if getattr(item, ours) == getattr(old, theirs)
    }
    is_ours = (row.state, row.note) == _with_item(item, old)
    programme.change_item(item, now=now, **typed)
    if is_ours:
        row.state, row.note = _with_item(item, row.ingredient)


def _ask_to_add(row: EventIngredient) -> None:
    """Say of an ingredient without an item that the programme lacks it."""
    if row.state is IngredientState.AS_FORMAT:
        row.state = IngredientState.ADAPTED
        row.note = gettext("Dit moet je nog zelf in het programma zetten.")


def _with_item(item: SessionItem, ingredient: FormatIngredient) -> Doing:
    other = [item.title] if item.title != ingredient.title else []
    if item.kind is not ingredient.session_kind:
        other.append(str(item.kind.label))
    when = words.item_words(item.offset_minutes, item.minutes)
    if when != words.facts(ingredient):
        other.append(when)
    if not other:
        return _AS_FORMAT
    note = gettext("Nu: %(words)s.", words=", ".join(other))
    return IngredientState.ADAPTED, note


def _with_seats(row: EventIngredient) -> Doing:
    mode = row.ingredient.mode
    seats = next((seats for seats in row.event.seats if seats.mode is mode), None)
    if seats is None:
        online = mode is AttendanceMode.ONLINE
        reason = gettext("Je kunt niet online meedoen.") if online else gettext("Er is geen zaal.")
        return IngredientState.LEFT_OUT, reason
    if seats.capacity == row.ingredient.number:
        return _AS_FORMAT
    if seats.capacity is None:
        return IngredientState.ADAPTED, gettext("Er is geen grens.")
    said = ngettext("%(num)s plek.", "%(num)s plekken.", seats.capacity)
    return IngredientState.ADAPTED, said
