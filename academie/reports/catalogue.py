"""Every report that can be read and taken along, in the order of the list of reports."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.reports import (
    agreement_report,
    attendance_report,
    contents,
    dossiers,
    evaluation_tables,
    matrix,
    place_dossiers,
    quality,
    queries,
    register,
    room_report,
    series_report,
    silence_report,
)
from academie.reports.document import Document
from academie.reports.wanted import Asks, Report, Wanted


def _follow_up(wanted: Wanted) -> Document:
    return contents.document(queries.follow_up_report(wanted.period, wanted.now))


_ACCOUNT = (
    Report(
        key="opvolging",
        title=_("Opvolgverslag"),
        answers=_("Wat is er gehouden, wie kwam er, en wat veranderde erdoor?"),
        build=_follow_up,
    ),
)
_CHANGED = (
    Report(
        key="academie",
        title=_("Dossier van een bijeenkomst"),
        answers=_("Hoe ging het met een bijeenkomst, van wens tot vandaag?"),
        build=dossiers.of_meeting,
        asks=Asks.MEETING,
    ),
    Report(
        key="gemeente",
        title=_("Dossier van een gemeente"),
        answers=_("Wat is er in een gemeente gebeurd, en wat kwam ervan?"),
        build=place_dossiers.of_place,
        asks=Asks.PLACE,
    ),
    Report(
        key="opbrengsten",
        title=_("Opbrengstenregister"),
        answers=_("Welke opbrengsten zijn er, met alles wat we ervan weten?"),
        build=register.document,
        whole=True,
    ),
    Report(
        key="lijn-en-opgave",
        title=_("Lijnen en opgaven"),
        answers=_("Bij welke lijn en opgave zijn er opbrengsten, en waar nog niet?"),
        build=matrix.document,
        whole=True,
    ),
)
_CAME = (
    Report(
        key="opkomst",
        title=_("Opkomst"),
        answers=_("Hoeveel mensen kwamen er, en hoeveel bleven weg?"),
        build=attendance_report.document,
    ),
    Report(
        key="in-de-zaal",
        title=_("Wie er in de zaal waren"),
        answers=_("Uit welke groepen en sectoren kwamen mensen?"),
        build=room_report.document,
    ),
    Report(
        key="evaluatie",
        title=_("Wat mensen ervan vonden"),
        answers=_("Wat vonden mensen van de bijeenkomsten, en wat hebben ze nodig?"),
        build=evaluation_tables.document,
    ),
    Report(
        key="kenniskringen",
        title=_("Kenniskringen"),
        answers=_("Halen we acht kenniskringen per jaar, en hoeveel mensen komen er?"),
        build=series_report.document,
    ),
)
_LACKING = (
    Report(
        key="gegevens",
        title=_("Hoe volledig de gegevens zijn"),
        answers=_("Wat missen onze opbrengsten, en wat is er te laat?"),
        build=quality.document,
        whole=True,
    ),
    Report(
        key="bevestigingen",
        title=_("Bevestigingen"),
        answers=_("Wat zeggen mensen van buiten over onze opbrengsten?"),
        build=agreement_report.document,
        whole=True,
    ),
    Report(
        key="stille-partners",
        title=_("Partners die we niet spraken"),
        answers=_("Met welke partners spraken we een jaar niet over hun belofte?"),
        build=silence_report.document,
        asks=Asks.NOTHING,
    ),
)
REPORTS = (*_ACCOUNT, *_CHANGED, *_CAME, *_LACKING)
BY_KEY = {report.key: report for report in REPORTS}


class Link(NamedTuple):
    """A line of the list of reports.

    Attributes:
        endpoint: where it opens; `key` is the report, if it is one of ours.
        for_team: only the project team may open it.
    """

    title: LazyString
    answers: LazyString
    endpoint: str = "reports_manage.report"
    key: str | None = None
    for_team: bool = False


class Group(NamedTuple):
    """Reports that belong together."""

    title: LazyString
    links: Sequence[Link]


def _links(reports: Iterable[Report]) -> list[Link]:
    return [Link(one.title, one.answers, key=one.key) for one in reports]


GROUPS = (
    Group(
        _("Verantwoorden"),
        [
            Link(
                _("Activiteitenverslagen"),
                _("Deden we wat we beloofden, en waarom liep het soms anders?"),
                "activity_manage.index",
            ),
            Link(
                _("Plannen"),
                _("Wat beloofden we aan wie de subsidie gaf?"),
                "plans_manage.index",
            ),
            *_links(_ACCOUNT),
            Link(
                _("Deelnemers"),
                _("Wie meldden zich aan? Een bestand om verder mee te werken."),
                "attendees_manage.export",
                for_team=True,
            ),
        ],
    ),
    Group(_("Wat er veranderde"), _links(_CHANGED)),
    Group(_("Wie er was"), _links(_CAME)),
    Group(_("Wat er ontbreekt"), _links(_LACKING)),
)
"""The list of all reports."""
