"""Everybody who registered for meetings of a period, read piece by piece, however many they are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, Self

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Connection, Select, String, func, select, type_coerce

from academie.checkin.models import CheckIn
from academie.core import clock, formats
from academie.core.db import STREAMED_ROWS, db, streaming
from academie.core.errors import DomainError
from academie.core.period import Period
from academie.core.telephone import written
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience, EventStatus
from academie.registrations.models import Registration, RegistrationStatus
from academie.reports.tables import Column

Cell = date | str | int | None
Row = tuple[Cell, ...]


class NobodyError(DomainError):
    """Nobody registered in the period."""

    status = 422


@dataclass(frozen=True, kw_only=True)
class Attendees:
    """Which attendees are asked for, and whether their contact data is too."""

    period: Period
    with_contact: bool

    @property
    def params(self) -> dict[str, Any]:
        """The same as JSON can hold it."""
        first, last = self.period.first.isoformat(), self.period.last.isoformat()
        return {"first": first, "last": last, "with_contact": self.with_contact}

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Self:
        """Read back what `params` gave."""
        first, last = (date.fromisoformat(params[name]) for name in ("first", "last"))
        return cls(period=Period(first=first, last=last), with_contact=params["with_contact"])

    @property
    def period_words(self) -> str:
        """The period, as people read it."""
        first, last = (formats.day_plain(day) for day in (self.period.first, self.period.last))
        return _("%(first)s tot en met %(last)s", first=first, last=last)

    def name(self, kind: str) -> str:
        """Name the file, with nobody's name in it."""
        return f"deelnemers-{self.period.first}-{self.period.last}.{kind}"


def columns(asked: Attendees) -> list[Column]:
    """Give the heads: what it takes to count and to tell people apart, and no more."""
    found = [
        Column(_("datum"), _("De dag waarop de bijeenkomst begint.")),
        Column(_("bijeenkomst"), _("De titel van de bijeenkomst.")),
        Column(_("plaats"), _("Waar de bijeenkomst is; leeg als alles online is.")),
        Column(_("voornaam"), _("Van wie zich aanmeldde. 'Gewist' als de gegevens weg zijn.")),
        Column(_("initiaal"), _("De eerste letter van de achternaam.")),
        Column(_("mensen"), _("Voor hoeveel mensen de aanmelding geldt.")),
        Column(_("vorm"), _("Op locatie of online.")),
        Column(_("doet mee als"), _("Wat iemand daarover koos; leeg als het niet is gevraagd.")),
        Column(_("stand"), _("Aangemeld, op de wachtlijst, plek aangeboden of afgemeld.")),
        Column(_("gekomen"), _("Hoeveel mensen er zijn geteld; leeg als niemand is geteld.")),
    ]
    if asked.with_contact:
        found += [
            Column(_("achternaam"), _("Leeg als de gegevens weg zijn.")),
            Column(_("e-mailadres"), _("Leeg als de gegevens weg zijn.")),
            Column(_("telefoonnummer"), _("Leeg als het niet is gegeven of weg is.")),
        ]
    return found


def count(asked: Attendees) -> int:
    """Count the registrations.

    Raises:
        NobodyError: there is none.
    """
    statement = select(func.count()).select_from(Registration).join(Event)
    found = db.session.scalar(statement.where(*_held_in(asked.period))) or 0
    if not found:
        raise NobodyError(_("In deze periode heeft niemand zich aangemeld. Kies een andere."))
    return found


class Spelling(NamedTuple):
    """How a file writes what people typed, and days."""

    text: Callable[[str], str] = str
    day: Callable[[date], date | str] = lambda day: day


AS_KNOWN = Spelling()


def rows(asked: Attendees, spelling: Spelling = AS_KNOWN) -> Iterator[Row]:
    """Give the registrations one by one, in the order of meetings and of registering."""
    return chain.from_iterable(_pieces(asked, spelling))


def _pieces(asked: Attendees, spelling: Spelling) -> Iterator[Sequence[Row]]:
    """Give them some hundreds at a time: a step for each of a hundred thousand costs more."""
    with streaming() as connection:
        told = _Teller(_meetings(connection, asked, spelling), spelling.text)
        found = connection.execute(_statement(asked))
        yield from map(told.rows, found.partitions(STREAMED_ROWS))


class _Teller:
    """Writes rows with words that are looked up once."""

    def __init__(self, meetings: Mapping[int, Row], spell: Callable[[str], str]) -> None:
        self._meetings = meetings
        self._spell = spell
        self._gone = _("Gewist")
        self._modes = {mode.value: str(mode.label) for mode in AttendanceMode}
        self._audiences = {one.value: str(one.label) for one in Audience} | {None: ""}
        self._states = {status.value: str(status.label) for status in RegistrationStatus}
        self._initial = cache(lambda letter: spell(f"{letter.upper()}.") if letter else "")

    def rows(self, some: Sequence[Any]) -> Sequence[Row]:
        """Write some of them."""
        meetings, spell, gone, initial = self._meetings, self._spell, self._gone, self._initial
        modes, audiences, states = self._modes, self._audiences, self._states
        return [
            meetings[event_id]
            + (
                spell(name) if name else gone,
                initial(family and family[:1]),
                people,
                modes[mode],
                audiences[audience],
                states[status],
                came,
            )
            + (_contact((family, *reach), spell) if reach else ())
            for event_id, name, family, people, mode, audience, status, came, *reach in some
        ]


def _contact(kept: Sequence[str | None], spell: Callable[[str], str]) -> Row:
    family, email, phone = (word or "" for word in kept)
    return spell(family), spell(email), spell(written(phone))


def _meetings(connection: Connection, asked: Attendees, spelling: Spelling) -> dict[int, Row]:
    """Give what each row says of its meeting, by the number of the meeting."""
    statement = select(Event.id, Event.starts_at, Event.title, Event.place)
    found = connection.execute(statement.where(*_held_in(asked.period)))
    spell = spelling.text
    return {
        row.id: (spelling.day(_day(row.starts_at)), spell(row.title), spell(row.place or ""))
        for row in found
    }


def _day(at: datetime) -> date:
    return clock.to_local(at).date()


def _statement(asked: Attendees) -> Select[Any]:
    """Ask for columns as they are kept: making a word of each costs more than fetching it."""
    kept: list[ColumnElement[Any]] = [
        Registration.event_id.expression,
        Registration.given_name.expression,
        _family(asked),
        Registration.people.expression,
        type_coerce(Registration.mode, String),
        type_coerce(Registration.audience, String),
        type_coerce(Registration.status, String),
        CheckIn.people.expression,
    ]
    if asked.with_contact:
        kept += [Registration.email.expression, Registration.phone.expression]
    return (
        select(*kept)
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(CheckIn, CheckIn.registration_id == Registration.id)
        .where(*_held_in(asked.period))
        .order_by(Event.starts_at, Event.id, Registration.id)
    )


def _family(asked: Attendees) -> ColumnElement[Any]:
    """Fetch no more of a name than goes into the file."""
    name = Registration.family_name.expression
    return name if asked.with_contact else func.substr(name, 1, 1)


def _held_in(period: Period) -> Sequence[ColumnElement[bool]]:
    return (
        Event.status != EventStatus.DRAFT,
        Event.starts_at >= period.starts_at,
        Event.starts_at < period.ends_at,
    )
