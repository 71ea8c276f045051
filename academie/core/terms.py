"""Lists of words: what the database keeps beside what people know."""

from enum import StrEnum
from typing import Self

from flask_babel import LazyString

NO_WORDS = LazyString(str)


class Term(StrEnum):
    """A word of a list: what the database keeps, and the words people know."""

    _value_: str
    label: LazyString

    def __new__(cls, value: str, label: LazyString = NO_WORDS) -> Self:
        """Keep both; who looks a term up by its value gives no label."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        return term
