"""Name badges: a first name to call somebody by, on sheets of labels or on paper to cut."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from academie.core import clock
from academie.core.pdf import A4, TaggedCanvas, mm
from academie.core.pdf_text import EVENING, LAMP, LINE, MUTED, TextStyle, fit, legible
from academie.events.models import Event
from academie.registrations.listing import Line

_NAME = TextStyle(size=36, bold=True)
_HEIGHT = 0.3
"""So much of the height of a label is for the name, when that is not too long."""

_SMALL = TextStyle(size=11, color=MUTED)
_GROUP = TextStyle(size=11, bold=True, color=EVENING)
_BAR = 5.0
_PAD = 11.0


class Labels(NamedTuple):
    """How the labels of a sheet lie; sizes in millimetres, the sheet in the middle of an A4.

    Attributes:
        across, down: width and height of a label.
        step_x, step_y: from the left or upper edge of a label to that of the next.
        cut: whether its edges are drawn, for paper that is cut by hand.
    """

    columns: int
    rows: int
    across: float
    down: float
    step_x: float
    step_y: float
    cut: bool = False

    @property
    def places(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Give the upper left corner of a label in points; the first place is 0."""
        row, column = divmod(place, self.columns)
        left = (A4[0] - ((self.columns - 1) * self.step_x + self.across) * mm) / 2
        top = (A4[1] - ((self.rows - 1) * self.step_y + self.down) * mm) / 2
        return left + column * self.step_x * mm, top + row * self.step_y * mm


class Sheet(StrEnum):
    """The sheets that shops sell, by the size of a label."""

    MIDDLE = "80x50"
    LARGE = "99x68"
    SMALL = "64x38"
    PLAIN = "papier"

    @property
    def labels(self) -> Labels:
        """How its labels lie."""
        return _SHEETS[self]

    @property
    def label(self) -> LazyString:
        """The words people know."""
        size = self.labels
        if size.cut:
            return lazy_gettext(
                "Gewoon papier, zelf knippen (%(count)s op een vel)", count=size.places
            )
        return lazy_gettext(
            "Etiketten van %(across)s bij %(down)s mm (%(count)s op een vel)",
            across=f"{size.across:g}".replace(".", ","),
            down=f"{size.down:g}".replace(".", ","),
            count=size.places,
        )


_SHEETS = {
    Sheet.MIDDLE: Labels(2, 5, 80, 50, 95, 55),
    Sheet.LARGE: Labels(2, 4, 99.1, 67.7, 101.6, 67.7),
    Sheet.SMALL: Labels(3, 7, 63.5, 38.1, 66, 38.1),
    Sheet.PLAIN: Labels(2, 5, 90, 52, 90, 52, cut=True),
}


class Badge(NamedTuple):
    """What stands on a badge; without a name that we can draw there is a line to write one on."""

    name: str | None
    organisation: str | None = None
    group: str | None = None


def badges_of(lines: Sequence[Line], *, organisations: bool, companions: bool) -> Iterator[Badge]:
    """Make a badge for each party, and empty ones for who comes along: nobody has named them.

    Args:
        organisations: whether a badge says for which organisation somebody comes.
        companions: whether to make those empty badges.
    """
    for line in lines:
        if line.given_name:
            organisation = line.organisation_name if organisations else None
            yield Badge(legible(line.given_name) or None, organisation, line.group_title)
        for _number in range(line.people - 1 if companions else 0):
            yield Badge(None, group=line.group_title)


def badges_pdf(event: Event, badges: Sequence[Badge], sheet: Sheet, *, skip: int = 0) -> bytes:
    """Return the badges as a tagged document of A4 sheets.

    Args:
        skip: labels that have been used of the first sheet.
    """
    canvas = TaggedCanvas(
        A4,
        title=_("Naamkaartjes voor %(event)s", event=event.title),
        author=event.organisation,
        made_at=clock.now(),
    )
    labels = sheet.labels
    for number, badge in enumerate(badges, start=skip):
        turn, place = divmod(number, labels.places)
        if turn and not place:
            canvas.next_page()
        _draw(canvas, badge, labels, labels.corner(place))
    return canvas.finish()


def _draw(canvas: TaggedCanvas, badge: Badge, labels: Labels, corner: tuple[float, float]) -> None:
    (x, y), across, down = corner, labels.across * mm, labels.down * mm
    middle, room, bottom = x + across / 2, across - 2 * _PAD, y + down - _PAD
    with canvas.artifact():
        if labels.cut:
            canvas.frame(x, y, across, down, color=LINE, thickness=0.5)
        canvas.rect(x + _PAD, y + _PAD, room, _BAR, LAMP)
        if badge.name is None:
            canvas.rule(x + 2 * _PAD, y + 0.6 * down, x + across - 2 * _PAD, color=MUTED)
    if badge.name:
        large = replace(_NAME, size=_HEIGHT * down)
        _line(canvas, badge.name, large, (middle, y + 0.56 * down), room)
    if badge.organisation:
        _line(canvas, badge.organisation, _SMALL, (middle, y + 0.56 * down + 18), room)
    if badge.group:
        _line(canvas, badge.group, _GROUP, (middle, bottom - 2), room)


def _line(
    canvas: TaggedCanvas, words: str, style: TextStyle, place: tuple[float, float], room: float
) -> None:
    """Write words in the middle of a badge, smaller when they are long."""
    style, lines = fit(words, style, room, lines=1, smallest=8)
    with canvas.tag("P"):
        canvas.text(*place, "".join(lines), style, align="centre")
