"""The certificate of attendance: who was where, when and for how many hours."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.checkin import queries
from academie.core import formats
from academie.core.errors import DomainError
from academie.core.pdf import A4, TaggedCanvas, mm
from academie.core.pdf_text import EVENING, INK, LAMP, MUTED, PAPER, TextStyle, fit, wrap
from academie.events import ical
from academie.events.models import Event
from academie.registrations import presence
from academie.registrations.models import Registration

_LEFT = 28 * mm
_ROOM = A4[0] - 2 * _LEFT
_HEAD = 62 * mm

_BRAND = TextStyle(size=12, color=PAPER)
_TITLE = TextStyle(size=30, bold=True, color=PAPER)
_WORDS = TextStyle(size=13)
_NAME = TextStyle(size=26, bold=True)
_EVENT = TextStyle(size=17, bold=True, color=EVENING)
_NOTE = TextStyle(size=9.5, color=MUTED)


class NoCertificateError(DomainError):
    """A certificate for who was not there, or of a meeting that is not over."""

    message = lazy_gettext(
        "Een bewijs van deelname is er na afloop, voor wie erbij was. "
        "Was je erbij en staat het hier niet? Mail of bel de organisatie."
    )
    status = 404


def hours(event: Event) -> str:
    """Write how long a meeting lasts, in quarters of an hour: `2,25 uur`."""
    quarters = round((event.ends_at - event.starts_at).total_seconds() / 900)
    return _("%(hours)s uur", hours=f"{quarters / 4:g}".replace(".", ","))


def certificate_pdf(registration: Registration, *, now: datetime) -> bytes:
    """Return the certificate of who registered as a tagged page; nobody else of a party is named.

    The same attendance gives the same bytes.

    Raises:
        NoCertificateError: they were not there, or it is not over or was called off.
    """
    check_in, event = queries.check_in(registration), registration.event
    if check_in is None or not presence.was_there(registration, now):
        raise NoCertificateError
    title = _("Bewijs van deelname")
    page = TaggedCanvas(A4, title=title, author=event.organisation, made_at=event.ends_at)
    _head(page, event.organisation, title)
    y = _block(page, _("Hiermee verklaren we dat"), _WORDS, _HEAD + 30 * mm)
    y = _block(page, registration.full_name or _("deze deelnemer"), _NAME, y + 16)
    y = _block(page, _("erbij was op %(day)s:", day=formats.date_long(event.starts_at)), _WORDS, y)
    y = _block(page, event.title, _EVENT, y + 12, lines=4)
    y = _block(page, ical.location(event, check_in.mode) or "", _WORDS, y + 4, lines=3)
    duration = _(
        "%(time)s, samen %(hours)s.",
        time=formats.time_range(event.starts_at, event.ends_at).capitalize(),
        hours=hours(event),
    )
    _block(page, duration, _WORDS, y)
    _foot(page, event)
    return page.finish()


def _head(page: TaggedCanvas, organisation: str, title: str) -> None:
    with page.artifact():
        page.rect(0, 0, A4[0], _HEAD, EVENING)
        page.rect(0, _HEAD, A4[0], 6, LAMP)
    _block(page, organisation, _BRAND, 24 * mm)
    style, lines = fit(title, _TITLE, _ROOM, lines=1, smallest=14)
    with page.tag("H1"):
        page.lines(_LEFT, 45 * mm, lines, style)


def _block(page: TaggedCanvas, words: str, style: TextStyle, y: float, *, lines: int = 2) -> float:
    """Draw a paragraph, and return the base line that follows."""
    if not words:
        return y
    style, rows = fit(words, style, _ROOM, lines=lines, smallest=9)
    with page.tag("P"):
        return page.lines(_LEFT, y, rows, style)


def _foot(page: TaggedCanvas, event: Event) -> None:
    """Leave room to sign, and say whom to ask."""
    y = A4[1] - 62 * mm
    with page.artifact():
        page.rule(_LEFT, y, _LEFT + 70 * mm, color=INK, thickness=0.8)
    y = _block(page, _("Handtekening van de organisatie"), _NOTE, y + 14)
    words = _(
        "Dit bewijs is gemaakt met Academie. Aanwezigheid is geteld bij de ingang of bij het "
        "meedoen via internet. Vragen? Mail %(email)s.",
        email=event.reply_address,
    )
    with page.tag("P"):
        page.lines(_LEFT, A4[1] - 30 * mm, wrap(words, _NOTE, _ROOM), _NOTE)
