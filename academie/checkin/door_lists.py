"""The door on paper, for when nothing else works: lists to tick people off on."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from academie.core import formats
from academie.core.pdf_report import Column, Report
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations.listing import Line
from academie.registrations.models import RegistrationStatus
from academie.registrations.names import plain

_BOX = "\N{WHITE SQUARE}"


def expected(lines: Sequence[Line]) -> list[Line]:
    """Choose who comes to the room: who has a seat there, and who still waits for one."""
    return [
        line
        for line in lines
        if line.given_name and AttendanceMode.ONSITE in {line.mode, line.waits_for}
        if line.is_live
    ]


def has_seat(line: Line) -> bool:
    """Tell whether a party has a seat in the room."""
    return line.status is RegistrationStatus.CONFIRMED and line.mode is AttendanceMode.ONSITE


def names_pdf(event: Event, lines: Sequence[Line], *, made_at: datetime) -> bytes:
    """Return the list by first name as a tagged document: with an initial, and nothing else.

    Args:
        lines: who is expected.
        made_at: aware moment at which the list was true.
    """
    by_name = sorted(lines, key=lambda line: (plain(line.given_name or ""), _initial(line)))
    columns = [
        Column(_("Voornaam")),
        Column(_("Binnen")),
        Column(_("Mensen"), numeric=True),
        Column(_("Groep")),
        Column(_("Stand")),
    ]
    rows = [
        [
            f"{line.given_name} {_initial(line)}".strip(),
            _BOX * line.people,
            str(line.people),
            line.group_title or "",
            _standing(line),
        ]
        for line in by_name
    ]
    title = _("Wie komt er? Op voornaam")
    return _list(event, title, columns, rows, made_at=made_at)


def codes_pdf(event: Event, lines: Sequence[Line], *, made_at: datetime) -> bytes:
    """Return the list of the codes on tickets as a tagged document, without names.

    Args:
        lines: who is expected.
        made_at: aware moment at which the list was true.
    """
    columns = [
        Column(_("Code")),
        Column(_("Binnen")),
        Column(_("Mensen"), numeric=True),
        Column(_("Stand")),
    ]
    rows = [
        [line.spaced_code, _BOX * line.people, str(line.people), _standing(line)]
        for line in sorted(lines, key=lambda line: line.code)
    ]
    return _list(event, _("Codes op de kaartjes"), columns, rows, made_at=made_at)


def _initial(line: Line) -> str:
    return f"{line.family_name[0].upper()}." if line.family_name else ""


def _standing(line: Line) -> str:
    """Say what a volunteer must know of somebody; nothing for who simply has a seat."""
    if line.came:
        return _("is al binnen")
    return "" if has_seat(line) else _("wacht op een plek")


def _list(
    event: Event,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    made_at: datetime,
) -> bytes:
    report = Report(title=title, author=event.organisation, made_at=made_at, foot=event.title)
    report.heading(title, level=1)
    report.paragraph(f"{event.title}, {formats.when(event.starts_at, event.ends_at)}")
    report.paragraph(
        _(
            "Stand van %(moment)s. Laat deze lijst niet open liggen. Vernietig hem na afloop.",
            moment=formats.moment(made_at),
        ),
        quiet=True,
    )
    if rows:
        report.table(_("Zet een kruisje voor ieder die er is"), columns, rows)
    else:
        report.paragraph(_("Er staat nog niemand op de lijst."))
    return report.finish()
