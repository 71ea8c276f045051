"""The verbs of organisations: add, change, merge doubles."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Column, Table, update

from academie.core.db import Base, db, lock_row
from academie.core.errors import DomainError
from academie.core.names import key_of
from academie.partners import queries
from academie.partners.models import Organisation, Scope, Sector


class NameTakenError(DomainError):
    """Another organisation bears this name already."""

    def __init__(self, name: str) -> None:
        """Name it."""
        super().__init__(_("Er is al een organisatie met deze naam: %(name)s.", name=name))


class NameWithoutLettersError(DomainError):
    """A name that nobody can search for."""

    message = _("Vul een naam in met letters of cijfers.")


class MergeError(DomainError):
    """Two organisations that cannot become one."""

    message = _("Deze twee kun je niet samenvoegen. Kies een andere organisatie.")


def add(
    *,
    name: str,
    sector: Sector,
    place: str | None,
    scope: Scope,
    partner: bool,
    partner_since: date | None,
    core: bool,
    now: datetime,
) -> Organisation:
    """Add an organisation.

    Raises:
        NameTakenError: another one bears this name.
        NameWithoutLettersError: the name has neither letters nor digits.
    """
    _check_name(name, None)
    organisation = Organisation(
        name=name,
        name_key=key_of(name),
        sector=sector,
        place=place,
        scope=scope,
        partner=partner,
        partner_since=partner_since,
        core=core,
        created_at=now,
        changed_at=now,
    )
    db.session.add(organisation)
    db.session.flush()
    return organisation


def change(organisation: Organisation, *, now: datetime, **fields: Any) -> None:
    """Change what is known of an organisation.

    Args:
        fields: arguments of `add`.

    Raises:
        NameTakenError: another one bears this name.
        NameWithoutLettersError: the name has neither letters nor digits.
        MergeError: it was merged into another meanwhile.
    """
    if organisation.merged_into_id is not None:
        raise MergeError
    _check_name(fields["name"], organisation)
    for name, value in fields.items():
        setattr(organisation, name, value)
    organisation.name_key = key_of(organisation.name)
    organisation.changed_at = now
    db.session.flush()


def merged_facts(kept: Organisation, gone: Organisation) -> dict[str, Any]:
    """Tell what stays when one takes over another: its own, and what only the other knew.

    Returns:
        the values of the columns of `kept` that people fill in.
    """
    known = [day for day in (kept.partner_since, gone.partner_since) if day]
    return {
        "name": kept.name,
        "sector": kept.sector,
        "place": kept.place or gone.place,
        "scope": kept.scope,
        "partner": kept.partner or gone.partner,
        "partner_since": min(known, default=None),
        "core": kept.core or gone.core,
    }


def merge(kept: Organisation, gone: Organisation, *, now: datetime) -> None:
    """Let one organisation take over a double, with everything that refers to it.

    Raises:
        MergeError: they are one, or either was merged already.
    """
    rows = sorted((kept, gone), key=lambda row: row.id)
    for row in rows:
        lock_row(row)
    if kept.id == gone.id or any(row.merged_into_id is not None for row in rows):
        raise MergeError
    for name, value in merged_facts(kept, gone).items():
        setattr(kept, name, value)
    kept.changed_at = gone.changed_at = now
    db.session.flush()
    for table, column in references():
        moved = update(table).where(column == gone.id).values({column.name: kept.id})
        db.session.execute(moved)
    gone.merged_into = kept
    db.session.flush()
    db.session.expire_all()


def references() -> Iterator[tuple[Table, Column[int]]]:
    """Find every column of every room that refers to an organisation."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is Organisation.__table__:
                yield table, key.parent


def _check_name(name: str, own: Organisation | None) -> None:
    if not key_of(name):
        raise NameWithoutLettersError
    found = queries.live_by_name(name)
    if found is not None and found is not own:
        raise NameTakenError(found.name)
