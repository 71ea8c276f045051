"""What came of it all as open data: a JSON document, a table, and what describes both.

The schema tells its shape; fields are added, never taken away without a new version.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from academie.core import csv_files, links
from academie.results.fields import FIELDS, Field, record_schema
from academie.results.records import Record

VERSION = 1
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
BETWEEN = " | "
"""What stands between the parts of a list within one cell."""


def document(found: Iterable[Record], *, source: str) -> bytes:
    """Write outcomes as JSON.

    Args:
        source: full address of the document itself.
    """
    head = {
        "$schema": links.absolute("open_results.schema"),
        "version": VERSION,
        "url": source,
        "license": LICENCE,
        "attribution": _("Alliantie Kinderarmoede"),
    }
    outcomes = [_json(record) for record in found]
    listed = b",".join(outcomes)
    return b'%s,"count":%d,"outcomes":[%s]}' % (_json(head)[:-1], len(outcomes), listed)


def table(found: Iterable[Record], *, separator: str) -> bytes:
    """Write outcomes as CSV, a row each, with the fields of the document as columns."""
    names = [field.name for field in FIELDS]
    rows = ([_cell(record[name]) for name in names] for record in found)
    return csv_files.write([names, *rows], separator=separator)


def dictionary(*, separator: str) -> bytes:
    """Write as CSV what each column means."""
    head = [_("Veld"), _("Betekenis"), _("Soort"), _("Waarden")]
    rows = (
        [field.name, str(field.meaning), _kind(field), _values(field.words)] for field in FIELDS
    )
    return csv_files.write([head, *rows], separator=separator)


def schema() -> bytes:
    """Describe the document as JSON Schema. Source: JSON Schema 2020-12."""
    address = links.absolute("open_results.schema")
    parts: dict[str, Any] = {
        "$schema": {"const": address},
        "version": {"const": VERSION},
        "url": {"type": "string", "format": "uri"},
        "license": {"const": LICENCE},
        "attribution": {"type": "string"},
        "count": {"type": "integer", "minimum": 0},
        "outcomes": {"type": "array", "items": {"$ref": "#/$defs/outcome"}},
    }
    return _json(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": address,
            "title": _("Wat er na onze bijeenkomsten is gedaan"),
            "type": "object",
            "properties": parts,
            "required": list(parts),
            "additionalProperties": False,
            "$defs": {"outcome": record_schema(FIELDS)},
        }
    )


def _json(data: Mapping[str, Any]) -> bytes:
    return _ENCODER.encode(data).encode()


def _cell(value: Any) -> str:
    """Write a value as text: a list on one line, a record as its first part and the rest."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return BETWEEN.join(map(_cell, value))
    if isinstance(value, dict):
        first, *others = map(_cell, value.values())
        rest = ", ".join(filter(None, others))
        return f"{first} ({rest})" if rest else first
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return "" if value is None else str(value)


def _kind(field: Field) -> str:
    kinds = field.schema.get("type", "string")
    first = kinds[0] if isinstance(kinds, list) else kinds
    if field.schema.get("format") == "date":
        return _("dag, zoals 2027-09-30")
    return {
        "array": _("lijst, met %(sign)s ertussen", sign=BETWEEN.strip()),
        "boolean": _("ja of nee"),
        "integer": _("getal"),
    }.get(first, _("tekst"))


def _values(words: Iterable[tuple[str, object]]) -> str:
    return BETWEEN.join(f"{value}: {label}" for value, label in words)
