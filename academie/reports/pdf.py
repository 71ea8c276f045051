"""A report to read: tagged, with its figures in tables, bars and lines."""

from flask_babel import gettext as _

from academie.core import pdf_report as pdf
from academie.core.pdf_text import MISSING, clean
from academie.reports.document import PUBLISHER, Document
from academie.reports.tables import Chapter, Table, card, words

_FEW_CHAPTERS = 3
"""So many need no list of them."""


def to_pdf(document: Document, tell: pdf.Tell = lambda _part: None) -> bytes:
    """Return the report on A4, with a cover.

    Args:
        tell: is told how far it is, from 0 to 1.
    """
    paper = pdf.Report(
        title=document.title,
        author=PUBLISHER,
        made_at=document.as_of,
        foot=f"{document.title}. {document.state}",
    )
    facts = [f"{label}: {value}" for label, value in document.facts]
    paper.cover(
        period=document.period,
        notes=[document.state, *facts, _("Gemaakt uit de administratie van Academie.")],
    )
    if len(document.chapters) > _FEW_CHAPTERS:
        paper.contents(_("Inhoud"))
    for number, chapter in enumerate(document.chapters, start=1):
        _add_chapter(paper, number, chapter)
    if _lacks_letters(document):
        paper.paragraph(
            _(
                "%(box)s staat voor een teken dat we op papier niet kunnen zetten. "
                "In het Excel-bestand staat het wel.",
                box=MISSING,
            )
        )
    return paper.finish(tell)


def _lacks_letters(document: Document) -> bool:
    """Tell whether our fonts miss a letter of what people typed."""
    cells = (words(cell) for table in document.tables for row in table.rows for cell in row)
    facts = (value for _label, value in document.facts)
    return any(MISSING in clean(text) for text in (document.title, *facts, *cells))


def _add_chapter(paper: pdf.Report, number: int, chapter: Chapter) -> None:
    paper.heading(f"{number}. {chapter.title}")
    paper.paragraph(chapter.intro)
    for table in chapter.tables:
        if not table.rows:
            paper.paragraph(table.empty)
        elif table.as_cards:
            _add_cards(paper, table)
        else:
            _add_table(paper, table)


def _add_table(paper: pdf.Report, table: Table) -> None:
    places = table.on_page
    columns = [
        pdf.Column(table.columns[place].title, numeric=table.columns[place].numeric)
        for place in places
    ]
    rows = [[words(row[place]) for place in places] for row in table.rows]
    paper.table(table.caption, columns, rows, last_is_total=table.last_is_total)
    if table.barred is not None and table.bars:
        caption = _(
            "Figuur bij tabel %(number)s. %(column)s",
            number=table.number,
            column=table.columns[table.barred].title,
        )
        _add_chart(paper, caption, table)


def _add_chart(paper: pdf.Report, caption: str, table: Table) -> None:
    """Draw a column: as a line in time, where what is hidden breaks it, or else as bars."""
    if table.in_time:
        paper.line(caption, [pdf.Point(*moment) for moment in table.moments])
    else:
        bars = [pdf.Bar(bar.label, float(bar.value), words(bar.value)) for bar in table.bars]
        paper.bars(caption, bars)


def _add_cards(paper: pdf.Report, table: Table) -> None:
    """Give each row a heading of its first two cells, and a table of the others."""
    columns = [pdf.Column(_("Kenmerk")), pdf.Column(_("Wat we weten"))]
    for row in table.rows:
        number, name = words(row[0]), words(row[1])
        paper.heading(f"{number} {name}", level=3)
        paper.table(f"{table.caption}: {number}", columns, card(table, row))
