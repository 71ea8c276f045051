"""Taking in a list of people: register each row, tell what became of it, and undo it or keep it.

A preview does what the button will do and is rolled back, so that it tells of every seat what will
be. The file itself is kept nowhere: it travels with the page.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from academie.core import telephone
from academie.core.addresses import ONLY_A_NAME, address_of, holds_link
from academie.core.db import db
from academie.core.errors import DomainError
from academie.core.terms import Term
from academie.events import queries as event_queries
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, Audience
from academie.registrations import roster, service
from academie.registrations.fields import LONGEST_NAME, LONGEST_ORGANISATION
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.more import More
from academie.registrations.names import plain
from academie.registrations.roster import TypedRow

_MODES = {
    "op locatie": AttendanceMode.ONSITE,
    "locatie": AttendanceMode.ONSITE,
    "zaal": AttendanceMode.ONSITE,
    "online": AttendanceMode.ONLINE,
}
_MOST_DIGITS = 2


class StalePlanError(DomainError):
    """What was shown is no longer what would happen."""

    message = lazy_gettext("Er is intussen iets veranderd. Kijk de lijst nog eens na.")


class RefusedRowsError(DomainError):
    """Rows were refused, and nobody said to leave them out."""

    status = 422
    message = lazy_gettext(
        "Er zijn regels geweigerd. Verbeter het bestand, of sla die regels over."
    )


class Verdict(Term):
    """What becomes of a row."""

    SEATED = "seated", lazy_gettext("Krijgt een plek")
    WAITING = "waiting", lazy_gettext("Komt op de wachtlijst")
    KNOWN = "known", lazy_gettext("Staat er al in")
    REFUSED = "refused", lazy_gettext("Geweigerd")


@dataclass(frozen=True, kw_only=True)
class TakenRow:
    """One row of a file, and what became of it."""

    line: int
    name: str
    verdict: Verdict
    people: int = 0
    mailed: bool = False
    refusal: str = ""


@dataclass(frozen=True)
class Plan:
    """What a file does, row by row."""

    rows: Sequence[TakenRow]
    unknown: int

    def of(self, verdict: Verdict) -> Sequence[TakenRow]:
        """Give the rows with one verdict."""
        return [row for row in self.rows if row.verdict is verdict]

    @property
    def mails(self) -> int:
        """How many people get a mail."""
        return sum(row.mailed for row in self.rows)

    @property
    def digest(self) -> str:
        """Name the plan after all it does, so that another one is known from it."""
        told = [asdict(row) for row in self.rows]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class _RefusedError(Exception):
    """A row that cannot be taken in."""


def run(event: Event, content: bytes, *, now: datetime) -> Plan:
    """Register whom a file names and who is not there yet; for a preview the page rolls it back.

    Raises:
        CsvError: it is no such file.
    """
    sheet = roster.sheet_of(content)
    event_queries.lock(event)
    desk = _Desk(event, sheet.width, now)
    return Plan([desk.taken(row) for row in sheet.rows], sheet.unknown)


def apply(event: Event, content: bytes, *, digest: str, skip: bool, now: datetime) -> Plan:
    """Do what the preview showed.

    Args:
        digest: of the plan that was shown.
        skip: leave out the rows that were refused.

    Raises:
        StalePlanError: the list does something else by now.
        RefusedRowsError: rows were refused and are not to be left out.
        CsvError: it is no such file.
    """
    plan = run(event, content, now=now)
    if plan.digest != digest:
        raise StalePlanError
    if plan.of(Verdict.REFUSED) and not skip:
        raise RefusedRowsError
    return plan


class _Desk:
    """Takes in the rows of one file; knows who is there already."""

    def __init__(self, event: Event, width: int, now: datetime) -> None:
        """Look up once whom every row is held against."""
        self._event, self._width, self._now = event, width, now
        self._groups = {plain(group.title): group for group in event.groups}
        self._audiences = {plain(str(each.label)): each for each in Audience}
        self._known: Counter[str] = Counter(_who_is_there(event))
        self._first_lines: dict[str, int] = {}

    def taken(self, row: TypedRow) -> TakenRow:
        """Take in one row, and tell what became of it."""
        typed = row.cells
        name = " ".join(filter(None, (typed.get("given_name"), typed.get("family_name"))))
        try:
            self._check_width(row)
            facts = self._facts(typed)
            if self._is_there(row.line, facts):
                return TakenRow(line=row.line, name=name, verdict=Verdict.KNOWN)
            made = service.register(self._event, now=self._now, by_staff=True, **facts)
        except (_RefusedError, DomainError) as error:
            refused = Verdict.REFUSED
            return TakenRow(line=row.line, name=name, verdict=refused, refusal=str(error))
        seated = made.status is RegistrationStatus.CONFIRMED
        return TakenRow(
            line=row.line,
            name=name,
            verdict=Verdict.SEATED if seated else Verdict.WAITING,
            people=made.people,
            mailed=made.email is not None,
        )

    def _check_width(self, row: TypedRow) -> None:
        if row.width != self._width:
            raise _RefusedError(
                _(
                    "Hier staan %(found)s cellen. Dat moeten er %(wanted)s zijn.",
                    found=row.width,
                    wanted=self._width,
                )
            )

    def _is_there(self, line: int, facts: dict[str, Any]) -> bool:
        """Tell whether somebody is registered already; who has no address is counted by name."""
        email = facts["email"]
        key = email or _nameless(facts["given_name"], facts["family_name"])
        if email and self._first_lines.setdefault(email, line) != line:
            first = self._first_lines[email]
            raise _RefusedError(
                _("Dit e-mailadres staat ook op regel %(line)s. Haal er één weg.", line=first)
            )
        there = self._known[key] > 0
        self._known[key] -= there
        return there

    def _facts(self, typed: Mapping[str, str]) -> dict[str, Any]:
        if plain(typed.get("status", "")) == plain(str(RegistrationStatus.CANCELLED.label)):
            raise _RefusedError(_("Deze persoon staat in de lijst als afgemeld."))
        mode = self._mode(typed.get("mode", ""))
        return {
            "given_name": _name(typed["given_name"]),
            "family_name": _short(typed.get("family_name", ""), LONGEST_NAME),
            "email": _address(typed.get("email", "")),
            "people": _people(typed.get("people", "")),
            "mode": mode,
            "organisation": _short(typed.get("organisation", ""), LONGEST_ORGANISATION),
            "audience": self._audience(typed.get("audience", "")),
            "group": self._group(typed.get("group", "")),
            "more": More(phone=_phone(typed.get("phone", ""))),
        }

    def _mode(self, text: str) -> AttendanceMode:
        offered = self._event.mode.attendance_modes
        mode = _MODES.get(plain(text)) if text or len(offered) > 1 else offered[0]
        if mode is None:
            raise _RefusedError(_("Vul bij vorm 'op locatie' of 'online' in."))
        if mode not in offered:
            raise _RefusedError(_("Deze bijeenkomst is niet %(mode)s.", mode=text.lower()))
        return mode

    def _audience(self, text: str) -> Audience | None:
        audience = self._audiences.get(plain(text))
        if text and audience is None:
            raise _RefusedError(_("'%(text)s' kennen we niet bij 'doet mee als'.", text=text))
        return audience

    def _group(self, text: str) -> BreakoutGroup | None:
        group = self._groups.get(plain(text))
        if text and group is None:
            raise _RefusedError(_("Groep '%(text)s' kennen we niet.", text=text))
        return group


def _who_is_there(event: Event) -> list[str]:
    rows = db.session.execute(
        select(Registration.email, Registration.given_name, Registration.family_name).where(
            Registration.event_id == event.id,
            Registration.status != RegistrationStatus.CANCELLED,
        )
    )
    return [email or _nameless(given, family) for email, given, family in rows]


def _nameless(given_name: str | None, family_name: str | None) -> str:
    """Name somebody without an address; no address looks like this."""
    return f"{plain(given_name or '')} {plain(family_name or '')}"


def _name(text: str) -> str:
    if not text:
        raise _RefusedError(_("Vul een voornaam in."))
    if holds_link(text):
        raise _RefusedError(str(ONLY_A_NAME))
    return _short(text, LONGEST_NAME) or ""


def _short(text: str, most: int) -> str | None:
    if len(text) > most:
        raise _RefusedError(_("Dit is te lang: hooguit %(most)s tekens.", most=most))
    return text or None


def _address(text: str) -> str | None:
    if not text:
        return None
    address = address_of(text)
    if address is None:
        raise _RefusedError(_("Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl."))
    return address


def _phone(text: str) -> str | None:
    number = telephone.read(text) if text else None
    if text and number is None:
        raise _RefusedError(_("Dit telefoonnummer klopt niet. Schrijf het zo: 06-12 34 56 78."))
    return number


def _people(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise _RefusedError(_("Vul bij mensen een getal in."))
    return int(text)
