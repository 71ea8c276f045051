"""Lists that are cut into pages."""

import re
from collections.abc import Mapping
from typing import NamedTuple

_NUMBER = re.compile("[1-9][0-9]*")
_MOST_DIGITS = 6
"""No list of ours has more pages than these can number."""


class Cut(NamedTuple):
    """Where a page stands in its list.

    Attributes:
        number: of the page, counted from 1.
        size: how many fit on a page.
        total: how many there are on all pages.
    """

    number: int
    size: int
    total: int

    @property
    def skipped(self) -> int:
        """How many come before it."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The place of the first one among all."""
        return self.skipped + 1

    @property
    def last(self) -> int:
        """The place of the last one among all."""
        return min(self.number * self.size, self.total)

    @property
    def has_more(self) -> bool:
        """Whether a page comes after it."""
        return self.last < self.total


def cut(number: int, size: int, total: int) -> Cut:
    """Cut a page out of a list; a number beyond its pages gives the last one."""
    pages = max(1, -(-total // size))
    return Cut(min(max(1, number), pages), size, total)


def page_number(args: Mapping[str, str]) -> int:
    """Read from an address which page of a list somebody wants; anything odd is the first."""
    text = args.get("pagina", "")
    return int(text[:_MOST_DIGITS]) if _NUMBER.fullmatch(text) else 1
