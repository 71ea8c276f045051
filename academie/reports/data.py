"""A report for other programs, and to keep: JSON by the schema in `reports/schema.json`.

The same report gives the same bytes: names in order, no white space, UTF-8. `from_json` reads a
report back whole, so that one that was kept can be shown and written again.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from academie.core.small_groups import NoFigure
from academie.reports.document import PUBLISHER, Document
from academie.reports.tables import Cell, Chapter, Column, Plain, Table, plain

VERSION = 1
"""Of the schema; it changes when a reader of the old one would go wrong."""
SCHEMA = Path(__file__).with_name("schema.json")

_Data = Mapping[str, Any]


def to_json(document: Document) -> bytes:
    """Return the report by the schema."""
    return json.dumps(
        _report(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def from_json(content: bytes) -> Document:
    """Read a report that `to_json` wrote; what its figures count is not in it.

    Raises:
        ValueError: it is of another version of the schema.
    """
    data = json.loads(content)
    if data["version"] != VERSION:
        raise ValueError(data["version"])
    return Document(
        key=data["key"],
        title=data["title"],
        period=data["period"],
        as_of=datetime.fromisoformat(data["as_of"]),
        facts=[(fact["label"], fact["value"]) for fact in data["facts"]],
        chapters=[_read_chapter(one) for one in data["chapters"]],
    )


def _report(document: Document) -> _Data:
    return {
        "schema": "academie-report",
        "version": VERSION,
        "language": "nl",
        "publisher": PUBLISHER,
        "key": document.key,
        "title": document.title,
        "period": document.period,
        "as_of": document.as_of.isoformat(),
        "facts": [{"label": label, "value": value} for label, value in document.facts],
        "chapters": [
            {
                "title": chapter.title,
                "intro": chapter.intro,
                "tables": [_table(table) for table in chapter.tables],
            }
            for chapter in document.chapters
        ],
    }


def _table(table: Table) -> _Data:
    return {
        "key": table.key,
        "number": table.number,
        "title": table.title,
        "full_title": table.full_title,
        "columns": [
            {
                "title": column.title,
                "meaning": column.meaning,
                "numeric": column.numeric,
                "detail": column.detail,
            }
            for column in table.columns
        ],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "empty": table.empty,
        "chart": table.barred,
        "in_time": table.in_time,
        "last_is_total": table.last_is_total,
        "as_cards": table.as_cards,
    }


def _cell(cell: Cell) -> Any:
    value = plain(cell)
    if isinstance(value, NoFigure):
        return {"withheld": value.value, "words": str(value.label)}
    if isinstance(value, Decimal):
        return {"decimal": f"{value:f}"}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _read_chapter(data: _Data) -> Chapter:
    tables = [_read_table(table) for table in data["tables"]]
    return Chapter(title=data["title"], intro=data["intro"], tables=tables)


def _read_table(data: _Data) -> Table:
    return Table(
        key=data["key"],
        title=data["title"],
        full_title=data["full_title"],
        columns=[Column(**column) for column in data["columns"]],
        rows=[_read_row(row) for row in data["rows"]],
        empty=data["empty"],
        barred=data["chart"],
        in_time=data["in_time"],
        last_is_total=data["last_is_total"],
        as_cards=data["as_cards"],
    )


def _read_row(row: Sequence[Any]) -> tuple[Plain, ...]:
    return tuple(_read_cell(cell) for cell in row)


def _read_cell(cell: Any) -> Plain:
    if not isinstance(cell, dict):
        assert isinstance(cell, str | int)  # noqa: S101 -- the schema has no other cells
        return cell
    if "withheld" in cell:
        return NoFigure(cell["withheld"])
    return Decimal(cell["decimal"]) if "decimal" in cell else date.fromisoformat(cell["date"])
