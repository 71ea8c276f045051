"""Whether anything changed that lists of outcomes show, by one light query.

What takes long to write is kept under the state that it tells.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from academie.core.db import ONE, glance
from academie.events.models import Event
from academie.events.stamps import SETTLES
from academie.followups.confirmations import Confirmation, Resolution
from academie.followups.evidence import Evidence
from academie.followups.models import Observation, Outcome
from academie.reference.models import Municipality


class State(NamedTuple):
    """What decides the words of lists.

    Attributes:
        told: how many there are or which is the newest, and when each sort of thing changed last.
        settled: whether no older change can still be on its way.
    """

    told: tuple[object, ...]
    settled: bool


def state(now: datetime) -> State:
    """Tell by one light query whether anything changed that lists of outcomes show."""
    return read(_OUTCOMES, now=now)


def question(*besides: ScalarSelect[Any]) -> Select[*tuple[Any, ...]]:
    """Write the question for the state of a list of outcomes that shows more besides; once.

    Args:
        besides: how many there are of something, or when it changed last; `now`, and what is
            given to `read` besides, may be bound.
    """
    return select(*_PARTS, *besides)


def read(question: Select[*tuple[Any, ...]], *, now: datetime, **besides: object) -> State:
    """Ask such a question: it has one answer."""
    with glance() as connection:
        told = tuple(connection.execute(question, {"now": now, **besides}).one())
    moments = [value for value in told if isinstance(value, datetime)]
    last = max(moments, default=now - 2 * SETTLES)
    return State(told, settled=last < now - SETTLES)


def _last(
    moment: InstrumentedAttribute[Any], order: InstrumentedAttribute[int]
) -> ScalarSelect[Any]:
    return select(moment).order_by(order.desc()).limit(ONE).scalar_subquery()


_PARTS = (
    _last(Outcome.ref, Outcome.id),
    select(func.max(Municipality.listed_at)).scalar_subquery(),
    select(func.max(Outcome.changed_at)).scalar_subquery(),
    select(func.max(Event.changed_at)).scalar_subquery(),
    _last(Observation.recorded_at, Observation.id),
    _last(Evidence.added_at, Evidence.id),
    select(func.max(Evidence.removed_at)).scalar_subquery(),
    select(func.max(Confirmation.answered_at)).scalar_subquery(),
    _last(Resolution.at, Resolution.id),
)
_OUTCOMES = question()
