"""The columns of a file with registrations: reading its rows, and writing them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from academie.core import csv_files
from academie.core.csv_files import CsvError
from academie.core.db import db
from academie.core.names import key_of
from academie.core.telephone import written
from academie.events.models import Event
from academie.registrations.listing import Line
from academie.registrations.models import Registration

MOST_ROWS = 500
LARGEST = 200_000
COLUMNS = {
    "given_name": lazy_gettext("voornaam"),
    "family_name": lazy_gettext("achternaam"),
    "email": lazy_gettext("e-mailadres"),
    "phone": lazy_gettext("telefoonnummer"),
    "people": lazy_gettext("mensen"),
    "mode": lazy_gettext("vorm"),
    "group": lazy_gettext("groep"),
    "audience": lazy_gettext("doet mee als"),
    "organisation": lazy_gettext("organisatie"),
    "status": lazy_gettext("stand"),
}
"""The heads of the columns; only the first one must be there."""

_ALSO = {
    "naam": "given_name",
    "email": "email",
    "e mail": "email",
    "telefoon": "phone",
    "aantal": "people",
}


class TypedRow(NamedTuple):
    """A row as it was typed, by the names of the columns we know."""

    line: int
    width: int
    cells: Mapping[str, str]


class Sheet(NamedTuple):
    """What a file holds.

    Attributes:
        unknown: how many columns are passed over.
    """

    width: int
    unknown: int
    rows: Sequence[TypedRow]


def sheet_of(content: bytes) -> Sheet:
    """Read a file: the columns we know, and nothing of the others.

    Raises:
        CsvError: it is too large, no CSV, or not such a list.
    """
    if len(content) > LARGEST:
        raise CsvError(_("Dit bestand is te groot. Neem hooguit 200 kB."))
    rows = csv_files.read(content)
    head, *body = rows
    names = _names_of(head.cells)
    if not body:
        raise CsvError(_("Onder de kolommen staat nog niets. Vul de lijst in."))
    if len(body) > MOST_ROWS:
        raise CsvError(_("Deze lijst is te lang. Neem hooguit %(most)s regels.", most=MOST_ROWS))
    typed = [TypedRow(row.line, len(row.cells), _known(names, row.cells)) for row in body]
    return Sheet(len(names), names.count(None), typed)


def _names_of(head: Sequence[str]) -> list[str | None]:
    """Read the heads; a column that we do not know is passed over."""
    known = {key_of(str(label)): name for name, label in COLUMNS.items()} | _ALSO
    names = [known.get(key_of(cell)) for cell in head]
    found = [name for name in names if name]
    if "given_name" not in found:
        raise CsvError(_("We missen de kolom 'voornaam'. Zet haar op regel 1."))
    if len(found) != len(set(found)):
        raise CsvError(_("Een kolom staat er twee keer in. Haal er één weg."))
    return names


def _known(names: Sequence[str | None], cells: Sequence[str]) -> dict[str, str]:
    pairs = zip(names, cells, strict=False)
    return {name: " ".join(cell.split()) for name, cell in pairs if name}


class Reach(NamedTuple):
    """How somebody is reached."""

    email: str
    phone: str


_NOWHERE = Reach("", "")


def rows_of(lines: Sequence[Line], reaches: Mapping[str, Reach] | None) -> Iterator[list[str]]:
    """Write registrations as rows with their head: what a desk needs, and no more.

    Args:
        reaches: by the ref of a registration; then family names stand there as well.
    """
    head = [_("voornaam"), _("initiaal"), _("mensen"), _("vorm"), _("groep"), _("stand")]
    contact = [_("achternaam"), _("e-mailadres"), _("telefoonnummer")]
    yield head if reaches is None else [*head, *contact]
    for line in lines:
        initial = (line.family_name or "")[:1].upper()
        row = [
            line.given_name or _("Gewist"),
            f"{initial}." if initial else "",
            str(line.people),
            str(line.mode.label),
            line.group_title or "",
            str(line.status.label),
        ]
        if reaches is not None:
            row += [line.family_name or "", *reaches.get(line.ref, _NOWHERE)]
        yield row


def reaches(event: Event) -> dict[str, Reach]:
    """Give the addresses and numbers of a meeting's guests, by the ref of their registration."""
    rows = db.session.execute(
        select(Registration.ref, Registration.email, Registration.phone).where(
            Registration.event_id == event.id
        )
    )
    return {ref: Reach(email or "", written(phone or "")) for ref, email, phone in rows}
