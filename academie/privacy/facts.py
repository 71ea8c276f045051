"""Facts that we hold of somebody: each for machines, and in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from academie.core import formats


class Fact(NamedTuple):
    """One thing we know; `value` is for machines, `words` for people."""

    key: str
    label: str
    value: str | int | None
    words: str


class Section(NamedTuple):
    """Facts that belong together."""

    key: str
    title: str
    facts: list[Fact]


def texts(*facts: tuple[str, str, str | None]) -> Iterable[Fact]:
    """Give those that have words."""
    for key, label, value in facts:
        if value:
            yield Fact(key, label, value, value)


def moment(key: str, label: str, at: datetime) -> Fact:
    """Write a moment down."""
    return Fact(key, label, at.isoformat(timespec="seconds"), formats.moment(at))
