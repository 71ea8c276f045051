"""Questions about many outcomes at once: plain columns, and no outcome is read whole.

Of each question the first column says of which outcome a row is.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam

from academie.core.db import db

Numbers = Sequence[int] | Select[int]
"""`Outcome.id` of each of some outcomes, or the question that gives them."""
Question = Select[*tuple[Any, ...]]
Rows = Sequence[Row[*tuple[Any, ...]]]


def rows(question: Question, numbers: Numbers) -> Rows:
    """Ask something of these outcomes alone."""
    connection = db.session.connection()
    if isinstance(numbers, Select):
        of = question.selected_columns[0]
        return connection.execute(question.where(of.in_(numbers))).all()
    return connection.execute(_of_these(question), {"ids": numbers}).all()


def by_outcome(question: Question, numbers: Numbers) -> Mapping[int, Rows]:
    """Ask for a list that each of these outcomes has; nothing of those whose list is empty."""
    found: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows(question, numbers):
        found[row[0]].append(row)
    return found


@cache
def _of_these(question: Question) -> Question:
    """Write the question once: every page of a list asks it."""
    return question.where(question.selected_columns[0].in_(bindparam("ids", expanding=True)))
