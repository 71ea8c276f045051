"""Facts in documents: a name and what is known of it, close together, without lines between."""

from collections.abc import Sequence

from academie.core.pdf_flow import LEFT, ROOM, Flow
from academie.core.pdf_tags import Element
from academie.core.pdf_text import TextStyle, width, wrap

_CAPTION = TextStyle(size=10, bold=True)
_NAME = TextStyle(size=9, bold=True)
_VALUE = TextStyle(size=9)
_GUTTER = 12.0
_MOST_OF_NAMES = 0.4
_KEPT = 5
"""So many facts stand on the page of the words above them."""

Fact = tuple[str, str]


def least_height(caption: str, facts: Sequence[Fact]) -> float:
    """Return how much room the beginning asks, in points."""
    above = len(wrap(caption, _CAPTION, ROOM)) * _CAPTION.leading
    room = _room_of_names(facts)
    return above + sum(_height(*_wrapped(fact, room)) for fact in facts[:_KEPT])


def draw_facts(flow: Flow, caption: str, facts: Sequence[Fact]) -> None:
    """Draw them, tagged as a table whose rows have names."""
    room = _room_of_names(facts)
    flow.keep(least_height(caption, facts))
    with flow.canvas.group("Table") as table:
        flow.lines(table.add("Caption"), wrap(caption, _CAPTION, ROOM), _CAPTION)
        body = table.add("TBody")
        for fact in facts:
            _draw_fact(flow, body.add("TR"), fact, room)


def _draw_fact(flow: Flow, row: Element, fact: Fact, room: float) -> None:
    names, values = _wrapped(fact, room)
    flow.keep(_height(names, values[:2]))
    page, top = flow.page, flow.y
    with flow.canvas.content(row.add("TH", scope="Row")):
        flow.canvas.lines(LEFT, top + _NAME.size, names, _NAME)
    flow.lines(row.add("TD"), values, _VALUE, x=LEFT + room)
    if flow.page == page:
        flow.y = max(flow.y, top + len(names) * _NAME.leading)


def _wrapped(fact: Fact, room: float) -> tuple[Sequence[str], Sequence[str]]:
    name, value = fact
    return wrap(name, _NAME, room - _GUTTER), wrap(value, _VALUE, ROOM - room)


def _height(names: Sequence[str], values: Sequence[str]) -> float:
    return max(len(names) * _NAME.leading, len(values) * _VALUE.leading)


def _room_of_names(facts: Sequence[Fact]) -> float:
    longest = max((width(name, _NAME) for name, _value in facts), default=0)
    return min(longest + _GUTTER, _MOST_OF_NAMES * ROOM)
