"""Attendees as a file, written row by row: no more of it is in memory than a few hundred rows."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from itertools import chain
from typing import IO, Any

from flask_babel import gettext as _

from academie.core import clock, csv_files, formats, xlsx_files
from academie.core.errors import DomainError
from academie.core.xlsx_files import Head
from academie.jobs.progress import JobFile, Progress
from academie.reports import attendees
from academie.reports.attendees import Attendees, Row, Spelling
from academie.reports.files import KINDS

KIND = "attendees"
"""The long work that writes a large workbook."""

MOST_ROWS = 1_048_575
"""What a sheet has room for below its head."""

_TOLD_EACH = 500
_WIDTH = 18
_MEANING_WIDTH = 60
_ROWS_WRITTEN = 85
"""The percentage at which all rows are written and the parts are packed together."""


_IN_CSV = Spelling(csv_files.neutral, date.isoformat)


class TooManyError(DomainError):
    """There are more rows than a sheet can hold."""

    status = 422


def csv(asked: Attendees, *, separator: str) -> Iterator[bytes]:
    """Give a CSV with a byte order mark, some hundreds of rows at a time."""
    head = [column.title for column in attendees.columns(asked)]
    rows = attendees.rows(asked, _IN_CSV)
    return csv_files.stream_safe(chain([head], rows), separator=separator)


def require_room(rows: int) -> None:
    """Refuse more rows than a sheet can hold.

    Raises:
        TooManyError: there are.
    """
    if rows > MOST_ROWS:
        raise TooManyError(_("Dit is te veel voor Excel. Kies CSV of een kortere periode."))


def xlsx(asked: Attendees, now: datetime) -> Iterator[bytes]:
    """Give a small workbook, made when it is asked for."""
    target = BytesIO()
    _write(asked, target, now)
    yield target.getvalue()


def work(progress: Progress, params: Mapping[str, Any]) -> JobFile:
    """Write a large workbook, as long work."""
    asked = Attendees.of(params)
    progress.tell(0, _("We tellen de aanmeldingen"))
    total = attendees.count(asked)
    require_room(total)

    def tell(done: int) -> None:
        progress.tell(_ROWS_WRITTEN * done // total, _step(done, total))

    with progress.target.open("wb") as target:
        _write(asked, target, clock.now(), tell)
    return JobFile(asked.name("xlsx"), KINDS["xlsx"].mimetype)


def _step(done: int, total: int) -> str:
    if done >= total:
        return _("We pakken het bestand in")
    return _(
        "%(done)s van %(total)s aanmeldingen opgeschreven",
        done=formats.number(done),
        total=formats.number(total),
    )


def _write(
    asked: Attendees,
    target: IO[bytes],
    now: datetime,
    tell: Callable[[int], None] = lambda _done: None,
) -> None:
    """Write a workbook.

    Args:
        tell: is told how many rows were written, now and then and at the end.
    """
    heads = [Head(column.title, _WIDTH) for column in attendees.columns(asked)]
    account = [Head(_("Onderwerp"), _WIDTH), Head(_("Uitleg"), _MEANING_WIDTH)]
    with xlsx_files.book(target, title=_("Deelnemers"), made_at=now, streamed=True) as book:
        book.sheet(_("Deelnemers"), heads, _told(attendees.rows(asked), tell))
        book.sheet(_("Verantwoording"), account, _account(asked, now))


def _told(rows: Iterator[Row], tell: Callable[[int], None]) -> Iterator[Row]:
    """Give the same rows, and tell how many they were."""
    done = 0
    for done, row in enumerate(rows, start=1):
        yield row
        if done % _TOLD_EACH == 0:
            tell(done)
    tell(done)


def _account(asked: Attendees, now: datetime) -> Iterator[tuple[str, str]]:
    """Tell what the rows are and what each column means."""
    yield _("Periode"), asked.period_words
    yield _("Stand"), formats.moment(now)
    yield _("Regels"), _("Elke aanmelding bij een bijeenkomst die in de periode begint.")
    yield (
        _("Gebruik"),
        _("Gebruik dit bestand alleen waarvoor je het vroeg. Gooi het daarna weg."),
    )
    yield from ((column.title, column.meaning) for column in attendees.columns(asked))
