"""Who was in the room: by audience, and by the sector of their organisation."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from academie.core.small_groups import Cell as Group
from academie.core.small_groups import Figure
from academie.evaluations.figures import Overall
from academie.reports import audiences, method, queries
from academie.reports.audiences import TOTAL, UNSAID, UNTICKETED, RoomChoice
from academie.reports.counting import counted
from academie.reports.document import Document
from academie.reports.figures import build_report
from academie.reports.meetings import MeetingChoice, MeetingState, People
from academie.reports.tables import Cell, Chapter, Column, Table
from academie.reports.wanted import Wanted

_Figures = dict[People, dict[Group, Figure]]


def document(wanted: Wanted) -> Document:
    """Write who was in the room in a period."""
    meetings = queries.meetings(wanted.period)
    held = MeetingChoice(**wanted.days, state=MeetingState.HELD).of(meetings, wanted.now)
    room = audiences.room([one.ref for one in held])
    total = build_report(
        wanted.period, as_of=wanted.now, meetings=meetings, evaluation=Overall(), outcomes=()
    ).total
    figures = {
        People.REGISTERED: room.figures(People.REGISTERED, total.registered),
        People.CAME: room.figures(People.CAME, total.came),
    }
    return Document(
        key="in-de-zaal",
        title=_("Wie er in de zaal waren"),
        period=wanted.period.words,
        as_of=wanted.now,
        chapters=[
            Chapter(
                title=_("Groepen"),
                intro=_("Bij het aanmelden kies je zelf als wie je komt. Het hoeft niet."),
                tables=[_by_audience(wanted, figures)],
            ),
            Chapter(
                title=_("Sectoren"),
                intro=_("De sector van de organisatie die mensen noemden, als wij die kennen."),
                tables=[_by_sector(wanted, figures, list(room.sectors))],
            ),
        ],
        method=method.about_meetings(),
    )


def _by_audience(wanted: Wanted, figures: _Figures) -> Table:
    everybody = RoomChoice(**wanted.days, people=People.CAME)
    rows = [
        (audiences.audience_words(one), replace(everybody, audience=one))
        for one in audiences.AUDIENCES
    ]
    return _table("groepen", _("Groepen"), _("Groep"), [*rows, (_("Samen"), everybody)], figures)


def _by_sector(wanted: Wanted, figures: _Figures, sectors: Sequence[str]) -> Table:
    everybody = RoomChoice(**wanted.days, people=People.CAME)
    rows = [
        (audiences.sector_words(one), replace(everybody, sector=one))
        for one in (*sectors, UNSAID, UNTICKETED)
    ]
    return _table("sectoren", _("Sectoren"), _("Sector"), [*rows, (_("Samen"), everybody)], figures)


def _table(
    key: str, name: str, head: str, rows: Sequence[tuple[str, RoomChoice]], figures: _Figures
) -> Table:
    anybody = any(found.get(TOTAL) for found in figures.values())
    return Table(
        key=key,
        title=name,
        columns=[
            Column(head, _("Als wie of waarvandaan mensen kwamen.")),
            Column(_("Aangemeld"), _("Mensen met een plek."), numeric=True),
            Column(_("Gekomen"), _("Mensen die er waren."), numeric=True),
        ],
        rows=[_row(*row, figures) for row in rows] if anybody else [],
        empty=_("Er is niemand geweest in deze periode."),
        barred=2,
        last_is_total=anybody,
    )


def _row(words: str, choice: RoomChoice, figures: _Figures) -> tuple[Cell, ...]:
    cells = (
        counted(found.get(choice.cell, 0), replace(choice, people=people))
        for people, found in figures.items()
    )
    return (words, *cells)
