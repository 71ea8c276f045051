"""The list of a meeting for staff: searched, chosen from, sorted and cut into pages.

All rows of one meeting are read at once and sifted here: a column to search by would be one more
copy of a name to erase, and the two kinds of database fold letters differently.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, select

from academie.core.db import db
from academie.core.paging import Cut, cut
from academie.core.terms import Term
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, Audience
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.names import matcher, searchable, sort_key
from academie.registrations.presence import took_part

PER_PAGE = 50
NO_GROUP = "geen"


class Order(Term):
    """In which order the list stands."""

    NAME = "naam", _("Achternaam")
    DATE = "datum", _("Dag van aanmelden, nieuwste eerst")
    STATUS = "stand", _("Stand")


class Presence(Term):
    """Whether somebody was there."""

    CAME = "wel", _("Was er")
    MISSED = "niet", _("Had een plek en was er niet")


class Reach(Term):
    """How mail does with somebody."""

    FAILED = "mislukt", _("Mail komt niet aan")
    NONE = "geen", _("Geen e-mail")


_STATUS_ORDER = {status: place for place, status in enumerate(RegistrationStatus)}


class Line(NamedTuple):
    """A registration as it stands in the list; no address."""

    ref: str
    given_name: str | None
    family_name: str | None
    organisation_name: str | None
    people: int
    mode: AttendanceMode
    status: RegistrationStatus
    waits_for: AttendanceMode | None
    audience: Audience | None
    code: str
    registered_at: datetime
    queued_at: datetime
    group_ref: str | None
    group_title: str | None
    has_address: bool
    bounced: bool
    mail_failed: bool
    came: bool

    @property
    def full_name(self) -> str:
        """The name as it was given; empty once it is erased."""
        return " ".join(name for name in (self.given_name, self.family_name) if name)

    @property
    def spaced_code(self) -> str:
        """The code in two halves, as people read it aloud."""
        return f"{self.code[:3]} {self.code[3:]}"

    @property
    def is_live(self) -> bool:
        """Whether it holds, waits for or is offered a place."""
        return self.status is not RegistrationStatus.CANCELLED

    @property
    def waits(self) -> bool:
        """Whether it stands in line, also while it takes part online."""
        return self.waits_for is not None and self.status is not RegistrationStatus.OFFERED

    @property
    def reach(self) -> Reach | None:
        """What is the matter with mail to somebody who is still to be reached."""
        if not self.is_live or self.given_name is None:
            return None
        if not self.has_address:
            return Reach.NONE
        return Reach.FAILED if self.bounced or self.mail_failed else None

    @property
    def presence(self) -> Presence | None:
        """Whether it was there; nothing for who had no place and did not come."""
        if self.came:
            return Presence.CAME
        return Presence.MISSED if self.status is RegistrationStatus.CONFIRMED else None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Whom somebody wants to see; None is everybody.

    Attributes:
        words: letters of a name or an organisation, accents and prefixes or not, or a whole code.
        group: ref of a breakout group, or `NO_GROUP`.
    """

    words: str | None = None
    status: RegistrationStatus | None = None
    mode: AttendanceMode | None = None
    group: str | None = None
    audience: Audience | None = None
    presence: Presence | None = None
    reach: Reach | None = None
    order: Order = Order.NAME

    def takes(self, line: Line) -> bool:
        """Tell whether a registration is among them."""
        return all(self._answers(line))

    def _answers(self, line: Line) -> Iterator[bool]:
        if self.status:
            waiting = self.status is RegistrationStatus.WAITLISTED
            yield line.waits if waiting else line.status is self.status
        if self.mode:
            yield self.mode in {line.mode, line.waits_for}
        if self.group:
            yield self.group == (line.group_ref or NO_GROUP)
        if self.audience:
            yield line.audience is self.audience
        if self.presence:
            yield line.presence is self.presence
        if self.reach:
            yield line.reach is self.reach
        if self.words:
            names = searchable(line.given_name, line.family_name, line.organisation_name)
            is_code = "".join(self.words.split()).upper() == line.code
            yield is_code or matcher(self.words)(names)


class Page(NamedTuple):
    """A page of the list; people are those on all pages."""

    lines: Sequence[Line]
    people: int
    cut: Cut


def everybody(event: Event) -> Sequence[Line]:
    """List who ever registered for a meeting, in one question."""
    return [Line._make(row) for row in db.session.execute(_lines(event)).all()]


def chosen(lines: Sequence[Line], choice: Choice) -> Sequence[Line]:
    """Give the lines that fit a choice, in its order."""
    return _sorted([line for line in lines if choice.takes(line)], choice.order)


def page(lines: Sequence[Line], number: int) -> Page:
    """Cut one page out of lines; a number beyond them gives the last one."""
    piece = cut(number, PER_PAGE, len(lines))
    people = sum(line.people for line in lines)
    return Page(lines[piece.skipped : piece.last], people, piece)


def _sorted(lines: Sequence[Line], order: Order) -> Sequence[Line]:
    by_name = sorted(lines, key=lambda line: sort_key(line.given_name, line.family_name))
    if order is Order.DATE:
        return sorted(by_name, key=lambda line: line.registered_at, reverse=True)
    if order is Order.STATUS:
        return sorted(by_name, key=_place_in_line)
    return by_name


def _place_in_line(line: Line) -> tuple[int, datetime | None]:
    """Put those together that stand alike, and who waits in the order of the line."""
    place = _STATUS_ORDER[line.status]
    return (place, line.queued_at) if line.waits else (place, line.registered_at)


def _lines(event: Event) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Registration.ref,
            Registration.given_name,
            Registration.family_name,
            Registration.organisation_name,
            Registration.people,
            Registration.mode,
            Registration.status,
            Registration.waits_for,
            Registration.audience,
            Registration.code,
            Registration.registered_at,
            Registration.queued_at,
            BreakoutGroup.ref,
            BreakoutGroup.title,
            Registration.email.is_not(None),
            Registration.bounced_at.is_not(None),
            _mail_failed(),
            took_part(),
        )
        .outerjoin(BreakoutGroup, BreakoutGroup.id == Registration.breakout_group_id)
        .where(Registration.event_id == event.id)
        .order_by(Registration.id)
    )


def _mail_failed() -> ColumnElement[bool]:
    """Say that the last mail to a registration did not go out."""
    failed = (
        select(OutboxMessage.status == MessageStatus.FAILED)
        .where(OutboxMessage.about == Registration.ref)
        .order_by(OutboxMessage.id.desc())
        .limit(1)
        .correlate(Registration)
        .scalar_subquery()
    )
    return failed.is_(True)
