"""The flyer: a lit door, when and where, and a QR code to register. A5, and the same on A4."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from academie.core import formats, links, qr
from academie.core.pdf import A4, A5, TaggedCanvas
from academie.core.pdf_text import EVENING, LAMP, LINK, NIGHT, PAPER, TextStyle, fit, wrap
from academie.events.models import Event
from academie.events.terms import EventMode, EventStatus

SIZES = {"a5": A5, "a4": A4}
_EDGE = 34.0
_ROOM = A5[0] - 2 * _EDGE
_HEAD = 250.0
_TITLE_ROOM = 232.0
_QR_SIDE = 118.0
_GAP = 20.0

_BRAND = TextStyle(size=11, bold=True, color=PAPER)
_TITLE = TextStyle(size=26, bold=True, color=PAPER)
_THEME = TextStyle(size=14, color=PAPER)
_STRONG = TextStyle(size=16, bold=True)
_FACT = TextStyle(size=13)
_CALL = TextStyle(size=15, bold=True)
_LINK = TextStyle(size=10, color=LINK)

_DOOR: Sequence[tuple[Sequence[tuple[float, float]], str, str | None]] = (
    ([(0, 0), (A5[0], 0), (A5[0], _HEAD), (0, _HEAD)], EVENING, None),
    ([(295, 208), (363, 208), (236, _HEAD), (60, _HEAD)], LAMP, EVENING),
    ([(288, 48), (370, 48), (370, 208), (288, 208)], NIGHT, None),
    ([(295, 55), (363, 55), (363, 208), (295, 208)], LAMP, None),
    ([(363, 55), (390, 70), (390, 225), (363, 208)], NIGHT, None),
    ([(369, 134), (373, 136), (373, 144), (369, 142)], LAMP, None),
)


class _Sheet:
    """A page on which an A5 design is drawn larger or smaller."""

    def __init__(self, canvas: TaggedCanvas, scale: float) -> None:
        self.canvas = canvas
        self.scale = scale

    def words(
        self,
        role: str,
        place: tuple[float, float],
        words: str,
        style: TextStyle,
        *,
        room: float = _ROOM,
        lines: int = 1,
    ) -> float:
        """Draw words that fit as one element, and return the base line that follows.

        Smaller words leave as much white below them as they would at their own size.
        """
        x, y = place
        larger = replace(style, size=style.size * self.scale)
        smallest = 8 * self.scale
        found, rows = fit(words, larger, room * self.scale, lines=lines, smallest=smallest)
        with self.canvas.tag(role):
            below = self.canvas.lines(x * self.scale, y * self.scale, rows, found)
        return (below - found.leading + larger.leading) / self.scale

    def link(self, x: float, y: float, url: str, style: TextStyle, *, room: float) -> float:
        """Write an address as a link, on as many lines as it needs."""
        larger = replace(style, size=style.size * self.scale)
        shown = url.removeprefix("https://").removeprefix("http://")
        for row in wrap(shown, larger, room * self.scale):
            with self.canvas.group("P"):
                self.canvas.link(x * self.scale, y * self.scale, row, url, larger)
            y += style.leading
        return y

    def door(self) -> None:
        """Draw the evening, the lit door and the light that falls out of it."""
        with self.canvas.artifact():
            for corners, color, fade_to in _DOOR:
                larger = [(x * self.scale, y * self.scale) for x, y in corners]
                self.canvas.polygon(larger, color, fade_to=fade_to)

    def code(self, x: float, y: float, url: str) -> None:
        """Draw a QR code; the design leaves white around it."""
        side, left, top = (part * self.scale for part in (_QR_SIDE, x, y))
        with self.canvas.figure(_("QR-code om je aan te melden"), (left, top, side, side)):
            self.canvas.qr(left, top, side, qr.matrix(url))


def may_have_flyer(event: Event) -> bool:
    """Tell whether people can be sent to its page: it has one, and the meeting goes on."""
    return event.status is EventStatus.PUBLISHED and event.slug is not None


def flyer_pdf(event: Event, size: tuple[float, float]) -> bytes:
    """Return the flyer as a tagged document of one page; the same meeting, the same bytes."""
    canvas = TaggedCanvas(
        size,
        title=_("Flyer voor %(event)s", event=event.title),
        author=event.organisation,
        made_at=event.changed_at,
    )
    sheet = _Sheet(canvas, size[0] / A5[0])
    _head(sheet, event)
    _facts(sheet, event)
    _registering(sheet, event)
    return canvas.finish()


def _head(sheet: _Sheet, event: Event) -> None:
    sheet.door()
    sheet.words("P", (_EDGE, 40), event.organisation, _BRAND)
    y = sheet.words("H1", (_EDGE, 88), event.title, _TITLE, room=_TITLE_ROOM, lines=3)
    if event.theme:
        sheet.words("P", (_EDGE, y - 6), event.theme, _THEME, room=_TITLE_ROOM, lines=2)


def _facts(sheet: _Sheet, event: Event) -> None:
    """Say when, where and for whom."""
    y = sheet.words("P", (_EDGE, _HEAD + 34), formats.date_long(event.starts_at), _STRONG)
    hours = formats.time_range(event.starts_at, event.ends_at)
    y = sheet.words("P", (_EDGE, y), hours, _FACT)
    building, place = _where(event)
    if building:
        y = sheet.words("P", (_EDGE, y), building, _FACT, lines=2)
    y = sheet.words("P", (_EDGE, y), place, _FACT)
    welcome = (
        _("Voor partners van de Alliantie Kinderarmoede. Meedoen is gratis.")
        if event.kind.for_partners
        else _("Iedereen is welkom. Meedoen is gratis.")
    )
    sheet.words("P", (_EDGE, y + 6), welcome, replace(_FACT, bold=True), lines=2)


def _where(event: Event) -> tuple[str, str]:
    """Give the building with its address, and the place, which a long name never pushes off."""
    if event.mode is EventMode.ONLINE:
        return "", _("Online")
    building = "\n".join(line for line in (event.venue, event.address) if line)
    place = event.place or ""
    if event.mode is EventMode.HYBRID:
        place = _("%(place)s, of online", place=place)
    return building, place


def _registering(sheet: _Sheet, event: Event) -> None:
    """Say how to register: with a code, an address, or a phone call."""
    top = A5[1] - _QR_SIDE - 58
    address = links.absolute("registrations.register", slug=event.slug or "")
    sheet.code(_EDGE, top, address)
    x, room = _EDGE + _QR_SIDE + _GAP, _ROOM - _QR_SIDE - _GAP
    y = sheet.words("H2", (x, top + 14), _("Meld je aan"), _CALL, room=room)
    y = sheet.words("P", (x, y), _("Scan de code met je telefoon."), _FACT, room=room)
    if event.phone:
        phone = formats.whole_numbers(event.phone)
        by_phone = _("Of bel %(phone)s. Dan melden wij je aan.", phone=phone)
        y = sheet.words("P", (x, y), by_phone, replace(_FACT, bold=True), room=room, lines=2)
    help_words = _("Heb je hulp nodig om mee te kunnen doen? Zeg het ons.")
    sheet.words("P", (x, y), help_words, replace(_FACT, size=11), room=room, lines=2)
    page = links.absolute("events.show", slug=event.slug or "")
    sheet.link(_EDGE, A5[1] - 32, page, _LINK, room=_ROOM)
