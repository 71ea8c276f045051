"""Commitments that stand in what a group wrote down."""

from typing import NamedTuple

from academie.commitments import queries
from academie.events.models import BreakoutGroup

LONGEST_LINE = 500
_BULLETS = "-*• \t"


class Line(NamedTuple):
    """A line of what a group agreed, and whether it is a commitment already."""

    text: str
    taken: bool


def lines_of(group: BreakoutGroup) -> list[Line]:
    """List what a group agreed, line by line, each once and without its bullet."""
    written = (group.agreements or "").splitlines()
    texts = (" ".join(line.strip(_BULLETS).split())[:LONGEST_LINE] for line in written)
    known = queries.of_group(group)
    return [Line(text, text in known) for text in dict.fromkeys(texts) if text]
