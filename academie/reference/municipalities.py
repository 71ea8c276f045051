"""The list of municipalities: taken in from a file, and asked for provinces.

Without it a municipality is free text, and nobody knows its province.
Source: Statistics Netherlands, Gebieden in Nederland; a new list each autumn.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import Table, select

from academie.core import clock, csv_files
from academie.core.db import db, insert_all_or_ignore
from academie.core.names import key_of
from academie.reference.models import Municipality, MunicipalityName, Province

COLUMNS = ["code", "name", "province"]
OTHER_NAMES = ["code", "alias"]
MOST_CLOSED = 20
"""So many are dissolved in a busy year; a file that misses more is not whole."""

_CODE_LENGTH = 6
_NAMES = cast("Table", MunicipalityName.__table__)
_PROVINCES = {key_of(province.label): province for province in Province} | {
    "fryslan": Province.FRIESLAND
}


class ListError(ValueError):
    """A file that is no list of municipalities."""


class Row(NamedTuple):
    """A municipality as the list gives it."""

    code: str
    name: str
    province: Province


class Taken(NamedTuple):
    """How many a list added, gave another name or province, and no longer had."""

    added: int
    changed: int
    closed: int


def read(content: bytes) -> list[Row]:
    """Read a list: code, name and province.

    Raises:
        ListError: it has other columns, or a line that cannot be right.
    """
    rows = [_row(line, cells) for line, cells in _lines(content, COLUMNS)]
    if len({row.code for row in rows}) < len(rows):
        raise ListError("A code stands in the list twice.")
    return rows


def read_other_names(content: bytes) -> list[tuple[str, str]]:
    """Read a list of other names: pairs of a code and a name.

    Raises:
        ListError: it has other columns.
    """
    return [(cells[0], cells[1]) for _, cells in _lines(content, OTHER_NAMES)]


def take_in(rows: Sequence[Row], other_names: Sequence[tuple[str, str]], *, now: datetime) -> Taken:
    """Make the municipalities those of a list; taking it in again changes nothing they say.

    Who changed their name is known by the old one too; who is not in the list is closed, and kept.

    Args:
        now: when the list comes; it holds from that day on.

    Raises:
        ListError: too many are missing, or another name is of none in the list.
    """
    on = clock.to_local(now).date()
    known = {row.code: row for row in db.session.scalars(select(Municipality))}
    listed = {row.code for row in rows}
    gone = [row for row in known.values() if row.valid_to is None and row.code not in listed]
    if len(gone) > MOST_CLOSED:
        raise ListError(f"{len(gone)} municipalities are missing. Is the list whole?")
    if strangers := {code for code, _ in other_names} - listed - known.keys():
        raise ListError(f"Another name has an unknown code: {min(strangers)}.")
    again = [(known[row.code], row) for row in rows if row.code in known]
    changed = sum(_bring_up_to_date(one, row, now) for one, row in again)
    added = [row for row in rows if row.code not in known]
    db.session.add_all(Municipality(**row._asdict(), valid_from=on, listed_at=now) for row in added)
    for row in gone:
        row.valid_to = on
    db.session.flush()
    _know_as([(row.code, row.name) for row in rows], other_names)
    return Taken(len(added), changed, len(gone))


def names() -> Sequence[str]:
    """List the municipalities that exist."""
    statement = select(Municipality.name).where(Municipality.valid_to.is_(None))
    return db.session.scalars(statement).all()


def name_of(typed: str) -> str | None:
    """Give the municipality that somebody names, by any of its names; None for any other place."""
    statement = (
        select(Municipality.name)
        .join(MunicipalityName, MunicipalityName.code == Municipality.code)
        .where(MunicipalityName.key == key_of(typed), Municipality.valid_to.is_(None))
    )
    found = db.session.scalars(statement).all()
    return found[0] if len(found) == 1 else None


def names_in(province: Province) -> Sequence[str]:
    """List the municipalities of a province, also those that were closed."""
    statement = select(Municipality.name).where(Municipality.province == province)
    return db.session.scalars(statement).all()


def provinces_of(places: Collection[str]) -> Mapping[str, Province]:
    """Tell in which province municipalities are; a name that is unknown or of two is left out."""
    keys = {place: key_of(place) for place in places}
    if not keys:
        return {}
    found = defaultdict(set)
    statement = (
        select(MunicipalityName.key, Municipality.province)
        .join(Municipality, Municipality.code == MunicipalityName.code)
        .where(MunicipalityName.key.in_(keys.values()))
    )
    for key, province in db.session.execute(statement):
        found[key].add(province)
    one = {key: next(iter(among)) for key, among in found.items() if len(among) == 1}
    return {place: one[key] for place, key in keys.items() if key in one}


def _lines(content: bytes, columns: Sequence[str]) -> list[csv_files.CsvRow]:
    try:
        head, *lines = csv_files.read(content)
    except csv_files.CsvError as error:
        raise ListError(str(error)) from error
    if [cell.casefold() for cell in head.cells] != list(columns):
        raise ListError(f"The first line must be {','.join(columns)}.")
    for line, cells in lines:
        if len(cells) != len(columns) or not all(cells):
            raise ListError(f"Line {line} must have {len(columns)} cells.")
    return lines


def _row(line: int, cells: Sequence[str]) -> Row:
    code, name, province = cells
    if not (code.startswith("GM") and code[2:].isdigit() and len(code) == _CODE_LENGTH):
        raise ListError(f"Line {line}: {code} is no code such as GM0080.")
    if key_of(province) not in _PROVINCES:
        raise ListError(f"Line {line}: {province} is no province.")
    return Row(code, name, _PROVINCES[key_of(province)])


def _bring_up_to_date(known: Municipality, row: Row, now: datetime) -> bool:
    """Give a municipality what the list says; tell whether that was something else."""
    known.listed_at = now
    new = (row.name, row.province, None)
    if (known.name, known.province, known.valid_to) == new:
        return False
    known.name, known.province, known.valid_to = new
    return True


def _know_as(*pairs: Sequence[tuple[str, str]]) -> None:
    known = [{"key": key_of(name), "code": code} for each in pairs for code, name in each]
    insert_all_or_ignore(_NAMES, known)
