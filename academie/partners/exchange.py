"""Organisations as rows of a file: what a row says, and what it would change."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.core.forms import EARLIEST, LATEST, day_of
from academie.core.names import key_of
from academie.core.terms import Term
from academie.partners import queries
from academie.partners.models import Organisation, Scope, Sector
from academie.partners.sheet import COLUMNS, words_of

LONGEST_NAME = 200
LONGEST_PLACE = 120
_ANSWERS = {"ja": True, "j": True, "nee": False, "n": False}
_SCOPES = {"landelijk": Scope.NATIONAL, "lokaal": Scope.LOCAL}


class Verdict(Term):
    """What becomes of a row."""

    NEW = "new", lazy_gettext("Nieuw")
    CHANGED = "changed", lazy_gettext("Verandert")
    SAME = "same", lazy_gettext("Blijft gelijk")
    REFUSED = "refused", lazy_gettext("Geweigerd")


class FieldChange(NamedTuple):
    """One fact before and after, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """One row of a file, and what it would do.

    Attributes:
        facts: arguments of the service's `add` and `change`; empty when it is refused.
        refusal: why it is refused, with what to do.
    """

    line: int
    name: str
    verdict: Verdict
    organisation: Organisation | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    changes: Sequence[FieldChange] = ()
    refusal: str = ""


@dataclass(frozen=True)
class Plan:
    """What a file would do, row by row."""

    rows: Sequence[PlannedRow]

    def of(self, verdict: Verdict) -> Sequence[PlannedRow]:
        """Give the rows with one verdict."""
        return [row for row in self.rows if row.verdict is verdict]

    @property
    def digest(self) -> str:
        """Name the plan after all it would do, so that another one is known from it."""
        told = [
            (row.line, row.name, row.verdict, row.changes, row.refusal, words_of(row.facts))
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class _RefusedError(Exception):
    """A row that cannot be taken in."""


def plan(content: Mapping[str, Any]) -> Plan:
    """Hold a file against what is known now, without changing anything."""
    reader = _Reader(content)
    return Plan([reader.planned(*row) for row in content["rows"]])


class _Reader:
    """Reads the rows of one file; knows what it has read already."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        """Look up once what every row is held against."""
        self._width: int = content["columns"]
        self._organisations = queries.by_key()
        self._sectors = {
            key_of(text): row for row in queries.sectors() for text in (row.slug, row.name)
        }
        self._first_lines: dict[str, int] = {}

    def planned(self, line: int, width: int, typed: Mapping[str, str]) -> PlannedRow:
        """Tell what a row would do."""
        try:
            return self._accepted(line, width, typed)
        except _RefusedError as error:
            name = typed.get("name", "")
            return PlannedRow(line=line, name=name, verdict=Verdict.REFUSED, refusal=str(error))

    def _accepted(self, line: int, width: int, typed: Mapping[str, str]) -> PlannedRow:
        if width != self._width:
            raise _RefusedError(
                _(
                    "Hier staan %(found)s cellen. Dat moeten er %(wanted)s zijn.",
                    found=width,
                    wanted=self._width,
                )
            )
        name = _name(typed["name"])
        organisation = self._organisations.get(key_of(name))
        self._refuse_second(line, organisation.ref if organisation else key_of(name))
        if organisation is None:
            facts = self._facts(name, typed, None)
            return PlannedRow(line=line, name=name, verdict=Verdict.NEW, facts=facts)
        is_double = organisation.name_key != key_of(name)  # that was merged, so the name stays
        facts = self._facts(organisation.name if is_double else name, typed, organisation)
        changes = _changes(organisation, facts)
        verdict = Verdict.CHANGED if changes else Verdict.SAME
        return PlannedRow(
            line=line,
            name=name,
            verdict=verdict,
            organisation=organisation,
            facts=facts,
            changes=changes,
        )

    def _refuse_second(self, line: int, who: str) -> None:
        first = self._first_lines.setdefault(who, line)
        if first != line:
            raise _RefusedError(
                _("Deze organisatie staat ook op regel %(line)s. Haal er één weg.", line=first)
            )

    def _facts(
        self, name: str, typed: Mapping[str, str], organisation: Organisation | None
    ) -> dict[str, Any]:
        partner, core = _answer(typed, "partner"), _answer(typed, "core")
        if core and not partner:
            raise _RefusedError(_("Een kernpartner is ook partner. Vul bij partner 'ja' in."))
        return {
            "name": name,
            "sector": self._sector(typed["sector"], organisation),
            "place": _place(typed["place"]),
            "scope": _scope(typed["scope"]),
            "partner": partner,
            "core": core,
            "partner_since": _since(typed, organisation, is_partner=partner),
        }

    def _sector(self, text: str, organisation: Organisation | None) -> Sector:
        sector = self._sectors.get(key_of(text))
        own = organisation.sector if organisation else None
        if sector is None or (sector.retired_at is not None and sector is not own):
            raise _RefusedError(
                _("Sector '%(text)s' kennen we niet. Kijk in de lijst met sectoren.", text=text)
            )
        return sector


def _name(text: str) -> str:
    if not key_of(text):
        raise _RefusedError(_("Vul een naam in met letters of cijfers."))
    if len(text) > LONGEST_NAME:
        raise _RefusedError(_("De naam is te lang: hooguit %(most)s tekens.", most=LONGEST_NAME))
    return text


def _place(text: str) -> str | None:
    if len(text) > LONGEST_PLACE:
        raise _RefusedError(_("De plaats is te lang: hooguit %(most)s tekens.", most=LONGEST_PLACE))
    return text or None


def _scope(text: str) -> Scope:
    scope = _SCOPES.get(text.lower())
    if scope is None:
        raise _RefusedError(_("Vul 'landelijk' of 'lokaal' in, niet '%(text)s'.", text=text))
    return scope


def _answer(typed: Mapping[str, str], name: str) -> bool:
    answer = _ANSWERS.get(typed[name].lower())
    if answer is None:
        label = str(COLUMNS[name]).split()[0]
        raise _RefusedError(_("Vul bij %(label)s 'ja' of 'nee' in.", label=label))
    return answer


def _since(
    typed: Mapping[str, str], organisation: Organisation | None, *, is_partner: bool
) -> date | None:
    """Read since when it is a partner; a file without that column leaves it as it is."""
    text = typed.get("partner_since")
    if text is None:
        return organisation.partner_since if organisation and is_partner else None
    if text and not is_partner:
        raise _RefusedError(_("Alleen een partner heeft een dag bij 'partner sinds'."))
    day = day_of(text)
    if text and (day is None or not EARLIEST <= day <= LATEST):
        raise _RefusedError(_("Schrijf de dag zo: 9-3-2027."))
    return day


def _changes(organisation: Organisation, facts: Mapping[str, Any]) -> Sequence[FieldChange]:
    old = words_of({name: getattr(organisation, name) for name in COLUMNS})
    new = words_of(facts)
    return [
        FieldChange(str(COLUMNS[name]), old[name], new[name])
        for name in COLUMNS
        if old[name] != new[name]
    ]
