"""A report as data: all that its page and its files say, and they say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from flask_babel import gettext as _

from academie.core import formats
from academie.reports.tables import Chapter, Column, Table, legible

PUBLISHER = "Alliantie Kinderarmoede"
ACCOUNT = "verantwoording"
"""The key of the table that tells how the figures were made."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A report of a period, as known at one moment; its tables are numbered by itself.

    The last chapter accounts for the figures; it is added unless there is one.

    Attributes:
        key: the beginning of the names of its files.
        period: in words; empty when it is of no period.
        as_of: aware moment of which the figures are.
        facts: what the cover says besides, as a label and a value.
        method: what the report counts and how, as a subject and an explanation.
        brief: on paper it has two or three pages, without a cover.
    """

    key: str
    title: str
    period: str
    as_of: datetime
    chapters: Sequence[Chapter]
    facts: Sequence[tuple[str, str]] = ()
    method: Sequence[tuple[str, str]] = ()
    brief: bool = False

    def __post_init__(self) -> None:
        """Make words legible, add the account of the figures, and number the tables."""
        object.__setattr__(self, "title", legible(self.title))
        facts = tuple((legible(label), legible(value)) for label, value in self.facts)
        object.__setattr__(self, "facts", facts)
        chapters = [*self.chapters]
        if all(table.key != ACCOUNT for chapter in chapters for table in chapter.tables):
            chapters.append(self._account())
        numbers = count(1)
        numbered = tuple(
            replace(one, tables=[replace(table, number=next(numbers)) for table in one.tables])
            for one in chapters
        )
        object.__setattr__(self, "chapters", numbered)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Give all tables in order."""
        return tuple(table for chapter in self.chapters for table in chapter.tables)

    @property
    def state(self) -> str:
        """Say of when the figures are."""
        return _("Stand van %(moment)s", moment=formats.moment(self.as_of))

    def _account(self) -> Chapter:
        rows = [
            (_("Verslag"), self.title),
            *([(_("Periode"), self.period)] if self.period else []),
            (_("Stand"), f"{self.state}."),
            *self.facts,
            *self.method,
        ]
        return Chapter(
            title=_("Verantwoording"),
            intro=_("Zo zijn de cijfers gemaakt, en dit kun je er niet uit lezen."),
            tables=[
                Table(
                    key=ACCOUNT,
                    title=_("Verantwoording"),
                    columns=[
                        Column(_("Onderwerp"), _("Waar de uitleg over gaat.")),
                        Column(_("Uitleg"), _("Wat we bedoelen en hoe we tellen.")),
                    ],
                    rows=rows,
                    empty="",
                )
            ],
        )


def about_small_groups() -> tuple[str, str]:
    """Explain what is hidden, for the account of a report that counts people."""
    return (
        _("Kleine groepen"),
        _(
            "Zijn het er 1 tot en met 4? Dan staat er 'minder dan 5'. "
            "Zo'n kleine groep telt niet mee in de totalen van bijeenkomsten. "
            "Kun je het getal op een andere manier uitrekenen? "
            "Dan is een tweede getal 'afgeschermd'. Zo is niemand te herkennen."
        ),
    )
