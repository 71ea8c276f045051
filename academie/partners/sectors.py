"""The verbs of the list of sectors: add, rename, order, retire."""

import re
from datetime import datetime

from flask_babel import lazy_gettext as _

from academie.core.db import db
from academie.core.errors import DomainError
from academie.core.names import key_of
from academie.partners import queries
from academie.partners.models import Sector


class SectorTakenError(DomainError):
    """Another sector bears this name already."""

    message = _("Er is al een sector met deze naam.")


class SectorWithoutLettersError(DomainError):
    """A name without letters or digits."""

    message = _("Vul een naam in met letters of cijfers.")


def add(name: str) -> Sector:
    """Add a sector at the end of the list.

    Raises:
        SectorTakenError: another one bears this name.
        SectorWithoutLettersError: the name has neither letters nor digits.
    """
    _check_name(name, None)
    rows = queries.sectors()
    last = max((row.position for row in rows), default=0)
    sector = Sector(slug=_free_slug(name), name=name, position=last + 1)
    db.session.add(sector)
    db.session.flush()
    return sector


def rename(sector: Sector, name: str) -> None:
    """Give a sector another name; its slug stays.

    Raises:
        SectorTakenError: another one bears this name.
        SectorWithoutLettersError: the name has neither letters nor digits.
    """
    _check_name(name, sector)
    sector.name = name
    db.session.flush()


def move(sector: Sector, step: int) -> None:
    """Move a sector up or down in the list; at an end it stays where it is.

    Args:
        step: -1 is up, 1 is down.
    """
    rows = list(queries.sectors())
    place = rows.index(sector)
    if 0 <= place + step < len(rows):
        rows.insert(place + step, rows.pop(place))
    for position, row in enumerate(rows, start=1):
        row.position = position


def retire(sector: Sector, *, now: datetime) -> None:
    """Offer a sector no longer; organisations that have it keep it."""
    sector.retired_at = sector.retired_at or now


def restore(sector: Sector) -> None:
    """Offer a retired sector again."""
    sector.retired_at = None


def _check_name(name: str, own: Sector | None) -> None:
    key = key_of(name)
    if not key:
        raise SectorWithoutLettersError
    if any(key_of(row.name) == key for row in queries.sectors() if row is not own):
        raise SectorTakenError


def _free_slug(name: str) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", key_of(name)).strip("_") or "sector"
    taken = {row.slug for row in queries.sectors()}
    slug, count = stem, 1
    while slug in taken:
        count += 1
        slug = f"{stem}_{count}"
    return slug
