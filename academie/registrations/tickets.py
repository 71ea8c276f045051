"""The ticket on paper: an A5 page with a QR code, a short code and the facts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _

from academie.core import formats, links, qr
from academie.core.pdf import A5, TaggedCanvas, mm
from academie.core.pdf_text import (
    EVENING,
    INK,
    LAMP,
    LINK,
    MUTED,
    NIGHT,
    PAPER,
    TextStyle,
    fit,
    legible,
    width,
    wrap,
)
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import tokens
from academie.registrations.guest_links import join_url, token_of
from academie.registrations.models import Registration

_EDGE = 36.0
_TOP = 70.0
_CARD = A5[0] - 2 * _EDGE
_PAD = 18.0
_ROOM = _CARD - 2 * _PAD
_QR_SIDE = 42 * mm

_NAME = TextStyle(size=11, bold=True)
_SMALL = TextStyle(size=9)
_TITLE = TextStyle(size=16, bold=True, color=PAPER)
_KICKER = TextStyle(size=10, color=PAPER)
_FACT = TextStyle(size=11)
_STRONG = TextStyle(size=11, bold=True)
_CODE = TextStyle(size=22, bold=True, spacing=2.5)
_NOTE = TextStyle(size=9.5, color=MUTED)
_LINK = TextStyle(size=9.5, color=LINK)


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """All that a ticket says; `online` is how this party takes part.

    Without a hall there is no door, and no `code` to name there.
    """

    event_title: str
    theme: str | None
    starts_at: datetime
    ends_at: datetime
    place: tuple[str, ...]  # building, street and town, as far as known
    online: bool
    join_page_url: str | None
    given_name: str | None
    people: int
    group: str | None
    code: str | None
    token: str
    organisation: str
    reply_address: str
    phone: str | None
    my_registration_url: str
    made_at: datetime


def ticket_for(registration: Registration) -> Ticket:
    """Gather what the ticket of a confirmed party says; the same party, the same bytes."""
    event = registration.event
    token = token_of(registration)
    my_registration_url = links.absolute("registrations.mine", token=token)
    online = registration.mode is AttendanceMode.ONLINE
    group = registration.breakout_group
    return Ticket(
        event_title=event.title,
        theme=event.theme,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        place=tuple(line for line in (event.venue, event.address, event.place) if line),
        online=online,
        join_page_url=join_url(registration) if online else None,
        given_name=registration.given_name,
        people=registration.people,
        group=group.title if group else None,
        code=None if event.mode is EventMode.ONLINE else registration.spaced_code,
        token=token_for(registration),
        organisation=event.organisation,
        reply_address=event.reply_address,
        phone=event.phone,
        my_registration_url=my_registration_url,
        made_at=registration.status_changed_at,
    )


def token_for(registration: Registration) -> str:
    """Write what the QR code of somebody's ticket holds."""
    event_ref, version = registration.event.ref, registration.ticket_version
    return tokens.sign(tokens.TicketClaim(event_ref, registration.ref, version))


def ticket_pdf(ticket: Ticket) -> bytes:
    """Return the ticket as a tagged document of one page."""
    return tickets_pdf([ticket])


def tickets_pdf(tickets: Sequence[Ticket]) -> bytes:
    """Return tickets of one meeting as a tagged document, each on a page of its own."""
    first = tickets[0]
    title = first.event_title
    page = TaggedCanvas(
        A5,
        title=_("Kaartjes voor %(event)s", event=title)
        if len(tickets) > 1
        else _("Kaartje voor %(event)s", event=title),
        author=first.organisation,
        made_at=max(ticket.made_at for ticket in tickets),
    )
    for number, ticket in enumerate(tickets):
        if number:
            page.next_page()
        _draw(page, _on_paper(ticket))
    return page.finish()


def _on_paper(ticket: Ticket) -> Ticket:
    """Leave out the pictures in names that our fonts do not have."""
    return replace(
        ticket,
        event_title=_readable(ticket.event_title),
        theme=_readable(ticket.theme or ""),
        group=_readable(ticket.group or ""),
        organisation=_readable(ticket.organisation),
    )


def _readable(words: str) -> str:
    """Keep the letters we have, or else all, when nothing would be left."""
    return legible(words) or words


def _draw(page: TaggedCanvas, ticket: Ticket) -> None:
    """Draw one ticket on the page that is open."""
    _brand(page, ticket.organisation)
    y = _head(page, ticket, _TOP)
    y = _facts(page, ticket, y + 25)
    y = _picture(page, ticket, y - 6)
    y = _party(page, ticket, y + 2)
    y = _code(page, ticket, ticket.code, y + 4) if ticket.code else y
    with page.artifact():
        page.frame(_EDGE, _TOP, _CARD, y - _TOP, color=EVENING, thickness=1.2)
    _advice(page, ticket, y + 22)


def _brand(page: TaggedCanvas, organisation: str) -> None:
    with page.artifact():
        page.frame(_EDGE + 2, 24, 22, 28, color=EVENING, thickness=2.6)
        page.rect(_EDGE + 5.5, 27, 7, 23, LAMP)
        hinge, edge = _EDGE + 12.5, _EDGE + 20.5
        page.polygon([(hinge, 27), (edge, 31), (edge, 50), (hinge, 50)], NIGHT)
    with page.tag("P"):
        page.text(_EDGE + 34, 36, "Academie ", _NAME)
        style, lines = fit(organisation, _SMALL, _CARD - 34, lines=1, smallest=6)
        page.lines(_EDGE + 34, 49, lines, style)


def _head(page: TaggedCanvas, ticket: Ticket, top: float) -> float:
    """Draw the dark head with its lit edge and return where it ends."""
    style, title = fit(ticket.event_title, _TITLE, _ROOM, lines=2, smallest=10)
    theme_style, theme = fit(ticket.theme or "", _KICKER, _ROOM, lines=1, smallest=7)
    theme_down = len(theme) * theme_style.leading + 2 if theme else 0
    down = 36 + len(title) * style.leading + theme_down
    with page.artifact():
        page.rect(_EDGE, top, _CARD, down, EVENING)
        page.rect(_EDGE, top + down, _CARD, 5, LAMP)
    x = _EDGE + _PAD
    with page.tag("P"):
        page.text(x, top + 20, _("Kaartje"), _KICKER)
    with page.tag("H1"):
        y = page.lines(x, top + 24 + style.size, title, style)
    if theme:
        with page.tag("P"):
            page.lines(x, y - style.leading + theme_style.leading + 4, theme, theme_style)
    return top + down + 5


def _facts(page: TaggedCanvas, ticket: Ticket, y: float) -> float:
    """Draw when and where, and return the next base line."""
    x = _EDGE + _PAD
    with page.tag("P"):
        y = page.lines(x, y, [formats.date_long(ticket.starts_at)], _STRONG)
    with page.tag("P"):
        y = page.lines(x, y, [formats.time_range(ticket.starts_at, ticket.ends_at)], _FACT)
    y += 3
    with page.tag("P"):
        for words, most in _where(ticket):
            style, lines = fit(words, _FACT, _ROOM, lines=most, smallest=8)
            y = page.lines(x, y, lines, style) - style.leading + _FACT.leading
    return y


def _where(ticket: Ticket) -> list[tuple[str, int]]:
    """Give the lines of the place, and in how many each must fit: none pushes another off."""
    if ticket.online:
        how = _("Scan deze code met je telefoon. Dan doe je mee.")
        return [(_("Online"), 1), (how, 3)]
    building, *rest = ticket.place or ("",)
    return [(building, 2), *((line, 1) for line in rest)]


def _picture(page: TaggedCanvas, ticket: Ticket, y: float) -> float:
    """Draw the QR code with its white zone and return the next base line."""
    if ticket.online and ticket.join_page_url:
        alt, modules = _("QR-code met de link om mee te doen"), qr.matrix(ticket.join_page_url)
    else:
        modules = qr.matrix(ticket.token)
        alt = _("QR-code van je kaartje")
    quiet = qr.QUIET_ZONE * _QR_SIDE / len(modules)
    x = (page.width - _QR_SIDE) / 2
    with page.figure(alt, (x, y + quiet, _QR_SIDE, _QR_SIDE)):
        page.qr(x, y + quiet, _QR_SIDE, modules)
    return y + _QR_SIDE + 2 * quiet + _FACT.size


def _party(page: TaggedCanvas, ticket: Ticket, y: float) -> float:
    """Draw for whom it is; a very long name is shortened, the number of people never.

    Letters that our fonts do not have are left out: the code tells a door who it is.
    """
    people = formats.people(ticket.people)
    words, style = _("Voor %(people)s", people=people), _FACT
    if name := legible(ticket.given_name or ""):
        room = _ROOM - width(_("Voor %(name)s, %(people)s", name="", people=people), _FACT)
        style, lines = fit(name, _FACT, room, lines=1, smallest=8)
        words = _("Voor %(name)s, %(people)s", name="".join(lines), people=people)
    with page.tag("P"):
        y = page.lines(_EDGE + _PAD, y, [words], style)
    return _group(page, ticket.group, y) if ticket.group else y


def _group(page: TaggedCanvas, group: str, y: float) -> float:
    """Draw in which small group the party talks."""
    words = _("Groep: %(group)s", group=group)
    style, lines = fit(words, _FACT, _ROOM, lines=2, smallest=8)
    with page.tag("P"):
        return page.lines(_EDGE + _PAD, y, lines, style)


def _code(page: TaggedCanvas, ticket: Ticket, code: str, y: float) -> float:
    """Draw the code to read aloud under a dashed rule, and return where the card ends."""
    when = _("Kom je toch naar de locatie?") if ticket.online else _("Lukt scannen niet?")
    with page.artifact():
        page.rule(_EDGE, y - 6, _EDGE + _CARD, color=INK, dash=(4, 3))
    with page.tag("P"):
        page.text(_EDGE + _PAD, y + 13, f"{when} {_('Noem deze code:')}", _FACT)
    with page.tag("P"):
        style, lines = fit(code, _CODE, _ROOM, lines=1, smallest=12)
        page.lines(_EDGE + _PAD, y + 39, lines, style)
    return y + 52


def _advice(page: TaggedCanvas, ticket: Ticket, y: float) -> None:
    """Say below the card what to do with it and whom to ask."""
    bold, plain = _instructions(ticket)
    with page.tag("P"):
        y = page.lines(_EDGE, y, wrap(bold, _STRONG, _CARD), _STRONG)
    with page.tag("P"):
        y = page.lines(_EDGE, y, wrap(plain, _NOTE, _CARD), _NOTE)
    if ticket.online and ticket.join_page_url:
        y = _line_with_link(page, y, "", _("Doe mee via deze link"), ticket.join_page_url)
    y = _line_with_link(
        page,
        y,
        _("Kun je niet? Laat het weten:") + " ",
        _("bekijk je aanmelding"),
        ticket.my_registration_url,
    )
    style, lines = fit(_contact(ticket), _NOTE, _CARD, lines=2, smallest=6)
    with page.tag("P"):
        page.lines(_EDGE, y, lines, style)


def _instructions(ticket: Ticket) -> tuple[str, str]:
    if ticket.online:
        return (
            _("Je doet online mee."),
            _("De link werkt vanaf 15 minuten voor het begin."),
        )
    return _("Laat deze code zien bij de ingang."), _("Op papier of op je telefoon.")


def _line_with_link(page: TaggedCanvas, y: float, before: str, words: str, url: str) -> float:
    with page.group("P") as paragraph:
        if before:
            with page.content(paragraph):
                page.text(_EDGE, y, before, _NOTE)
        page.link(_EDGE + width(before, _NOTE), y, words, url, _LINK)
    return y + _NOTE.leading


def _contact(ticket: Ticket) -> str:
    if ticket.phone:
        return _(
            "Vragen? Mail %(email)s of bel %(phone)s.",
            email=ticket.reply_address,
            phone=formats.whole_numbers(ticket.phone),
        )
    return _("Vragen? Mail %(email)s.", email=ticket.reply_address)
