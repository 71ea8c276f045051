"""A report of words and figures that trip up documents."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from academie.core.small_groups import NoFigure
from academie.reports.document import Document
from academie.reports.tables import Cell, Chapter, Column, Counted, Table

AWKWARD = (
    "Zeg \"ja\", of 'nee'; allebei",
    "a;b,c\td|e",
    "Regel een\nRegel twee\r\nRegel drie",
    '=HYPERLINK("http://kwaad.example";"klik")',
    "+31 6 12345678",
    "-2+3+cmd|' /C calc'!A1",
    "@SUM(1+1)",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "' =1+1",
    "\N{RIGHT-TO-LEFT OVERRIDE}neerla\N{POP DIRECTIONAL FORMATTING}",
    "\N{RIGHT-TO-LEFT MARK}מרים\N{RIGHT-TO-LEFT MARK} en فاطمة",
    "👩\N{ZERO WIDTH JOINER}👧 Zoë 😀",
    "Zoe\N{COMBINING DIAERESIS} \N{ZERO WIDTH NO-BREAK SPACE}\N{LINE SEPARATOR}x",
    "<script>alert(1)</script> &amp; ]]> -->",
    "_x0041_ {{ 7 * 7 }} %(name)s %s \\n",
    "nul\x00 bel\x07 half\ud800",
    "0031",
    "1e5",
    "2027-03-09",
    "TRUE",
)
TYPED = tuple(text for text in AWKWARD if "\x00" not in text)
"""What a database takes of that."""
FIGURES: tuple[Cell, ...] = (
    *(0, 1250, -12, 10**20),
    *(Decimal("12.5"), Decimal("-0.25"), Decimal("1234567.89")),
    *(date(2027, 3, 9), date(1900, 3, 1), ""),
    *(NoFigure.FEW, NoFigure.SHIELDED, NoFigure.UNCOUNTED, NoFigure.NOTHING),
    *(
        Counted(1250, "/beheer/opbrengsten?soort=a&b=c"),
        Counted(NoFigure.FEW, "/beheer/opbrengsten"),
    ),
)
AWKWARD_TITLE = "Opbrengsten: [wat/wie]* 'van' \N{RIGHT-TO-LEFT OVERRIDE}alle <b>partijen</b>?"


@lru_cache
def awkward() -> Document:
    """Make a report of nothing but words and figures that trip up documents."""
    names = Table(
        key="namen",
        title=AWKWARD_TITLE,
        columns=[Column("Naam", "=Wie het is."), Column("En; ook", 'Met "aanhaling".')],
        rows=[(name, f"x{name}") for name in AWKWARD],
        empty="",
    )
    figures = Table(
        key="cijfers",
        title=AWKWARD_TITLE,
        columns=[
            Column("Wat", "Wat we telden."),
            Column("Aantal", "Hoeveel.", numeric=True),
            Column("Detail", "Staat niet op papier.", detail=True),
        ],
        rows=[(f"{n}. {AWKWARD[n]}", figure, n) for n, figure in enumerate(FIGURES)],
        empty="",
        barred=1,
    )
    cards = Table(
        key="kaarten",
        title="Kaarten",
        columns=[Column("Nummer", ""), Column("Naam", ""), Column("Meer", "")],
        rows=[(f"OPB-{n}", name, name) for n, name in enumerate(AWKWARD)],
        empty="",
        as_cards=True,
    )
    nothing = replace(names, key="niets", title="Niets", rows=[], empty="Er is niets gevonden.")
    return Document(
        key="lastig",
        title=AWKWARD[0] + AWKWARD[9],
        period="1 januari tot en met 31 december 2027",
        as_of=datetime(2028, 1, 10, 9, 30, tzinfo=UTC),
        facts=[(f"Naam {n}", name) for n, name in enumerate(AWKWARD)],
        chapters=[
            Chapter(title="Namen", intro="", tables=[names, figures]),
            Chapter(title="Meer", intro="Meer.", tables=[cards, nothing]),
        ],
        method=[("Kleine groepen", AWKWARD[3])],
    )
