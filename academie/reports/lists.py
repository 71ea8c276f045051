"""The records behind a figure, as a page shows them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from academie.accounts.models import RoleName, User
from academie.core.db import db
from academie.core.small_groups import Figure
from academie.events.models import Event
from academie.reference.models import Challenge
from academie.reports.audiences import audience_words, sector_words
from academie.reports.choices import Choice
from academie.reports.meetings import span_words
from academie.reports.tables import Cell

PER_PAGE = 100


class HiddenFigureError(LookupError):
    """A figure that is hidden opens no list."""


@dataclass(frozen=True)
class Viewer:
    """Who looks, and when."""

    user: User
    now: datetime

    @cached_property
    def own(self) -> frozenset[str]:
        """The refs of the meetings that they run."""
        found = select(Event.ref).where(Event.organisers.contains(self.user))
        runs = self.user.holds(RoleName.ORGANISER)
        return frozenset(db.session.scalars(found)) if runs else frozenset()

    def manages(self, ref: str) -> bool:
        """Tell whether they may open the pages of a meeting."""
        return self.is_team or ref in self.own

    @property
    def is_team(self) -> bool:
        """Whether they see what is hidden from others."""
        return self.user.holds(RoleName.PROJECT_TEAM)


class Head(NamedTuple):
    """The head of a column."""

    title: str
    numeric: bool = False


class Line(NamedTuple):
    """A record: where it opens, if it does, and what stands in its columns."""

    url: str | None
    cells: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The records behind a figure.

    Attributes:
        told: which records they are, in words.
        figure: the one on the report.
        unit: what it counts, in the plural.
        weighed: the last column adds up to the figure; else the records themselves are counted.
        note: what there is to know about these records.
    """

    title: str
    told: Sequence[str]
    heads: Sequence[Head]
    lines: Sequence[Line]
    figure: Figure
    unit: str
    weighed: bool = False
    note: str = ""

    def page(self, number: int) -> Sequence[Line]:
        """Give the records of a page, counted from 1."""
        return self.lines[(number - 1) * PER_PAGE : number * PER_PAGE]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.lines) // PER_PAGE))


def told(choice: Choice) -> list[str]:
    """Say in words which records a choice is about."""
    return [*filter(None, [choice.days]), *_conditions(choice)]


def _conditions(choice: Choice) -> Iterator[str]:
    for field in fields(choice):
        value = getattr(choice, field.name)
        if value is None or value is False or field.name in {"first", "last"}:
            continue
        if hasattr(value, "label"):
            yield str(value.label)
        elif field.name in _WORDS:
            yield _WORDS[field.name](value)
        elif value is True and field.name in _flags():
            yield _flags()[field.name]


def _title_of(ref: str) -> str:
    return db.session.scalar(select(Event.title).where(Event.ref == ref)) or ""


def _challenge(slug: str) -> str:
    found = select(Challenge).where(Challenge.slug == slug).order_by(Challenge.valid_from.desc())
    challenge = db.session.scalars(found).first()
    return f"{challenge.number}. {challenge.name}" if challenge else slug


_WORDS: dict[str, Callable[[str], str]] = {
    "span": span_words,
    "event": _title_of,
    "challenge": _challenge,
    "place": str.title,
    "number": str,
    "audience": audience_words,
    "sector": sector_words,
}


def _flags() -> dict[str, str]:
    return {
        "nowhere": _("zonder provincie"),
        "counted": _("waar geteld is wie kwam"),
        "uncounted": _("waar niet geteld is wie kwam"),
        "attendance": _("waar geteld is wie kwam"),
        "ticketed": _("waar kaartjes zijn gescand"),
        "override": _("zonder volledige wens of toezegging"),
        "counts": _("niet betwist"),
        "disputed": _("betwist"),
        "no_challenge": _("zonder opgave"),
        "answered": _("beantwoord"),
        "due": _("waarvan de dag geweest is"),
        "independent": _("onafhankelijk"),
        "inside": _("niet onafhankelijk"),
        "late": _("te laat"),
        "silent": _("gaf geen antwoord op deze vraag"),
        "never": _("nooit gesproken"),
    }
