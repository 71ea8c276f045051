"""The follow-up report to read: tagged, with its figures in tables and bars."""

from datetime import datetime

from flask_babel import gettext as _

from academie.core import formats
from academie.core import pdf_report as pdf
from academie.reports import contents
from academie.reports.figures import FollowUpReport
from academie.reports.tables import Chapter, Table, card, words

_PUBLISHER = "Alliantie Kinderarmoede"


def report_pdf(report: FollowUpReport, made_at: datetime) -> bytes:
    """Return the report on A4, with a cover.

    Args:
        made_at: aware moment that the document gives as its own.
    """
    title = contents.title(report)
    state = _("Stand van %(moment)s", moment=formats.moment(report.as_of))
    document = pdf.Report(title=title, author=_PUBLISHER, made_at=made_at, foot=f"{title}. {state}")
    document.cover(
        period=contents.period_words(report),
        notes=[state, _("Gemaakt uit de administratie van Academie.")],
    )
    for number, chapter in enumerate(contents.chapters(report), start=1):
        _add_chapter(document, number, chapter)
    return document.finish()


def _add_chapter(document: pdf.Report, number: int, chapter: Chapter) -> None:
    document.heading(f"{number}. {chapter.title}")
    document.paragraph(chapter.intro)
    for table in chapter.tables:
        if not table.rows:
            document.paragraph(table.empty)
        elif table.as_cards:
            _add_cards(document, table)
        else:
            _add_table(document, table)


def _add_table(document: pdf.Report, table: Table) -> None:
    places = table.on_page
    columns = [
        pdf.Column(table.columns[place].title, numeric=table.columns[place].numeric)
        for place in places
    ]
    rows = [[words(row[place]) for place in places] for row in table.rows]
    document.table(table.caption, columns, rows)
    if table.barred is not None and table.bars:
        caption = _(
            "Figuur bij tabel %(number)s. %(column)s",
            number=table.number,
            column=table.columns[table.barred].title,
        )
        bars = [pdf.Bar(bar.label, bar.value, words(bar.value)) for bar in table.bars]
        document.bars(caption, bars)


def _add_cards(document: pdf.Report, table: Table) -> None:
    """Give each row a heading of its first two cells, and a table of the others."""
    columns = [pdf.Column(_("Kenmerk")), pdf.Column(_("Wat we weten"))]
    for row in table.rows:
        number, name = words(row[0]), words(row[1])
        document.heading(f"{number} {name}", level=3)
        document.table(f"{table.caption}: {number}", columns, card(table, row))
