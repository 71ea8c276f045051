"""The columns of a file with organisations: reading its rows, and writing them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.core.csv_files import CsvError, CsvRow
from academie.core.names import key_of
from academie.partners.models import Organisation, Scope, Sector

MOST_ROWS = 2000
COLUMNS = {
    "name": lazy_gettext("naam"),
    "sector": lazy_gettext("sector"),
    "place": lazy_gettext("plaats"),
    "scope": lazy_gettext("landelijk/lokaal"),
    "partner": lazy_gettext("partner ja/nee"),
    "core": lazy_gettext("kernpartner ja/nee"),
    "partner_since": lazy_gettext("partner sinds"),
}
"""The heads of the columns; the last one may be missing, and then changes nothing."""

_OPTIONAL = {"partner_since"}
_SHORT = {"partner": "partner", "kernpartner": "core"}


def content_of(rows: Sequence[CsvRow]) -> dict[str, Any]:
    """Keep of a file the columns we know, as they were typed, and nothing of the others.

    Raises:
        CsvError: columns are missing, or there are no rows or too many.
    """
    head, *body = rows
    names = _names_of(head.cells)
    if not body:
        raise CsvError(_("Onder de kolommen staat nog niets. Vul de lijst in."))
    if len(body) > MOST_ROWS:
        raise CsvError(_("Deze lijst is te lang. Neem hooguit %(most)s regels.", most=MOST_ROWS))
    return {
        "columns": len(names),
        "unknown": names.count(None),
        "rows": [[row.line, len(row.cells), _known(names, row.cells)] for row in body],
    }


def _known(names: Sequence[str | None], cells: Sequence[str]) -> dict[str, str]:
    """Give the cells of the columns we know, by their names."""
    pairs = zip(names, cells, strict=False)
    return {name: " ".join(cell.split()) for name, cell in pairs if name}


def _names_of(head: Sequence[str]) -> list[str | None]:
    """Read the heads; a column that we do not know is passed over."""
    known = {key_of(str(label)): name for name, label in COLUMNS.items()} | _SHORT
    names = [known.get(key_of(cell)) for cell in head]
    found = [name for name in names if name]
    missing = [str(label) for name, label in COLUMNS.items() if name not in {*found, *_OPTIONAL}]
    if missing:
        raise CsvError(
            _("We missen deze kolommen: %(names)s. Zet ze op regel 1.", names=", ".join(missing))
        )
    if len(found) != len(set(found)):
        raise CsvError(_("Een kolom staat er twee keer in. Haal er één weg."))
    return names


def words_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """Write facts as the cells of a row."""
    return {name: _word(facts[name]) for name in COLUMNS if name in facts}


def _word(value: object) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, Sector):
        return value.name
    if isinstance(value, Scope):
        return str(value.label).lower()
    return value.isoformat() if isinstance(value, date) else str(value or "")


def rows_of(organisations: Iterable[Organisation]) -> list[list[str]]:
    """Write organisations as rows of a file that `content_of` reads back, with its head."""
    head = [str(label) for label in COLUMNS.values()]
    body = [
        list(words_of({name: getattr(row, name) for name in COLUMNS}).values())
        for row in organisations
    ]
    return [head, *body]
