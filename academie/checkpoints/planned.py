"""The questions after a meeting as staff see them, also before they are made."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import LazyString

from academie.checkpoints import beginning, days, queries
from academie.checkpoints.models import Checkpoint, FollowUp
from academie.checkpoints.terms import MONTHS, Stage, months_label
from academie.events.models import Event


class Line(NamedTuple):
    """One question; `checkpoint` is None as long as it is not made."""

    label: LazyString
    due_on: date
    stage: Stage
    checkpoint: Checkpoint | None


def lines(event: Event, follow_up: FollowUp | None, now: datetime) -> Sequence[Line]:
    """List the questions after a meeting: those that are made, or else those that will be."""
    made = queries.of_event(event)
    if made:
        return [Line(each.label, each.due_on, queries.stage(each), each) for each in made]
    if not days.can_be_asked(event, now) or not beginning.is_followed(event, follow_up):
        return []
    return [
        Line(months_label(months), days.months_after(event.ends_at, months), Stage.AHEAD, None)
        for months in MONTHS
    ]
