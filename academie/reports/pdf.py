"""A report to read: tagged, with its figures in tables, bars and lines."""

from flask_babel import gettext as _

from academie.core import pdf_report as pdf
from academie.core.pdf_text import MISSING, clean
from academie.reports.document import PUBLISHER, Document
from academie.reports.tables import Table, card, words

_FEW_CHAPTERS = 3
"""So many need no list of them."""


def to_pdf(document: Document, tell: pdf.Tell = lambda _part: None) -> bytes:
    """Return the report on A4, with a cover unless it is brief.

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
    made = _("Gemaakt uit de administratie van Academie.")
    notes = [document.state, *_of_letters(document), *facts, made]
    if document.brief:
        paper.heading(document.title, level=1)
        paper.bullets(notes)
    else:
        paper.cover(period=document.period, notes=notes)
    if len(document.chapters) > _FEW_CHAPTERS and not document.brief:
        paper.contents(_("Inhoud"))
    for number, chapter in enumerate(document.chapters, start=1):
        paper.heading(f"{number}. {chapter.title}")
        paper.paragraph(chapter.intro)
        for table in chapter.tables:
            _add(paper, table, brief=document.brief)
    return paper.finish(tell)


def _of_letters(document: Document) -> list[str]:
    """Say it when our fonts miss a letter of what people typed and paper shows."""
    drawn = ((table, row) for table in document.tables for row in table.rows)
    cells = (words(row[place]) for table, row in drawn for place in table.on_page)
    facts = (value for _label, value in document.facts)
    if not any(MISSING in clean(text) for text in (document.title, *facts, *cells)):
        return []
    return [
        _(
            "%(box)s staat voor een teken dat we op papier niet kunnen zetten. "
            "In het Excel-bestand staat het wel.",
            box=MISSING,
        )
    ]


def _add(paper: pdf.Report, table: Table, *, brief: bool) -> None:
    if not table.rows:
        paper.paragraph(table.nothing)
    elif table.elsewhere:
        paper.paragraph(table.elsewhere)
    elif table.as_cards:
        _add_cards(paper, table, brief=brief)
    elif brief and _says_only_words(table):
        paper.facts(table.caption, [(words(name), words(value)) for name, value in table.rows])
    else:
        _add_table(paper, table, brief=brief)


def _says_only_words(table: Table) -> bool:
    """Tell whether a table is no more than names with what there is to say of each."""
    return [column.numeric for column in table.columns] == [False, False]


def _add_table(paper: pdf.Report, table: Table, *, brief: bool) -> None:
    places = table.on_page
    columns = [
        pdf.Column(table.columns[place].title, numeric=table.columns[place].numeric)
        for place in places
    ]
    rows = [[words(row[place]) for place in places] for row in table.rows]
    paper.table(table.caption, columns, rows, last_is_total=table.last_is_total, close=brief)
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


def _add_cards(paper: pdf.Report, table: Table, *, brief: bool) -> None:
    """Give each row a heading of its first two cells, and a table of the others."""
    columns = [pdf.Column(_("Kenmerk")), pdf.Column(_("Wat we weten"))]
    for row in table.rows:
        number, name = words(row[0]), words(row[1])
        if brief:
            paper.facts(f"{table.caption}: {number} {name}", card(table, row))
            continue
        paper.heading(f"{number} {name}", level=3)
        paper.table(f"{table.caption}: {number}", columns, card(table, row))
