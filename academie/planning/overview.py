"""What a meeting does with its format, part by part."""

from collections.abc import Sequence
from typing import NamedTuple

from academie.events.models import Event
from academie.planning import queries
from academie.planning.difference import Difference, difference
from academie.planning.models import EventIngredient, Format
from academie.planning.terms import IngredientState, Part


class PartOverview(NamedTuple):
    """One part, with what the meeting does with each ingredient."""

    part: Part
    rows: Sequence[EventIngredient]

    @property
    def adapted(self) -> int:
        """How many are adapted."""
        return sum(row.state is IngredientState.ADAPTED for row in self.rows)

    @property
    def left_out(self) -> int:
        """How many are left out."""
        return sum(row.state is IngredientState.LEFT_OUT for row in self.rows)


class Overview(NamedTuple):
    """How a meeting is planned.

    Attributes:
        used: the version it began from; None when it has none.
        newest: the version that counts now; None when its kind has no format.
        news: where the newest says something else than the meeting; None while they are the same.
    """

    used: Format | None
    newest: Format | None
    news: Difference | None
    parts: Sequence[PartOverview]


def overview(event: Event) -> Overview:
    """Gather what a meeting does with its format, and what is new since."""
    plan = queries.plan_of(event)
    used, newest = plan.format if plan else None, queries.newest(event.kind)
    rows = queries.ingredients_of(event)
    news = None
    if used and newest and used is not newest and used.kind is newest.kind:
        news = _news(rows, newest)
    parts = [
        PartOverview(part, [row for row in rows if row.ingredient.part is part]) for part in Part
    ]
    return Overview(used, newest, news, [part for part in parts if part.rows])


def _news(rows: Sequence[EventIngredient], newest: Format) -> Difference:
    """Compare with the newest version.

    Of what went, the meeting may have left it out already, or may not leave it out.
    """
    news = difference((row.ingredient for row in rows), newest.ingredients)
    left_out = {row.ingredient.key for row in rows if row.state is IngredientState.LEFT_OUT}
    gone = [row for row in news.removed if row.key not in left_out and not row.always_goes]
    return news._replace(removed=gone)
