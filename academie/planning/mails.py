"""Which mails a meeting sends of its own accord, on which day, and what they say besides."""

from typing import NamedTuple

from academie.events.models import Event
from academie.planning import queries
from academie.planning.models import EventIngredient
from academie.planning.terms import USUAL_DAYS, IngredientState, Letter, Part


class Mail(NamedTuple):
    """A mail of one meeting.

    Attributes:
        days: when it leaves, counted from the day of the meeting; None when something else decides.
        sentence: what it says besides its own words.
    """

    days: int | None
    sentence: str | None = None


def wanted(event: Event) -> dict[Letter, Mail]:
    """Tell which mails a meeting sends.

    A meeting without a format sends all of them, on the usual days. One with a format sends those
    of its format that it did not leave out, and always what guests must know of their seat.
    """
    plan = queries.plan_of(event)
    usual = {letter: Mail(USUAL_DAYS.get(letter)) for letter in Letter}
    if plan is None or plan.format is None:
        return usual
    needed = {letter: mail for letter, mail in usual.items() if not letter.is_optional}
    return needed | _of_format(event)


def sentence_of(event: Event, letter: Letter | None) -> str | None:
    """Give what a mail of a meeting says besides its own words; nothing for most."""
    mail = wanted(event).get(letter) if letter else None
    return mail.sentence if mail else None


def _of_format(event: Event) -> dict[Letter, Mail]:
    return {
        letter: Mail(row.ingredient.days, row.sentence)
        for row in queries.ingredients_of(event)
        if row.state is not IngredientState.LEFT_OUT and (letter := _letter(row))
    }


def _letter(row: EventIngredient) -> Letter | None:
    return Letter.of(row.ingredient.key) if row.ingredient.part is Part.MAIL else None
