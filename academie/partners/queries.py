"""Questions about organisations and their sectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, groupby

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from academie.core.db import db
from academie.core.names import key_of
from academie.core.terms import Term
from academie.partners.models import Organisation, PartnerUpload, Sector
from academie.partners.names import likeness_of

MOST_SUGGESTIONS = 10
UPLOAD_KEPT = timedelta(days=1)
_LIVE: ColumnElement[bool] = Organisation.merged_into_id.is_(None)


class Membership(Term):
    """What an organisation is to the alliance."""

    PARTNER = "partner", _("Partner")
    CORE = "kern", _("Kernpartner")
    OTHER = "geen", _("Geen partner")


_MEMBERSHIP_CONDITIONS: dict[Membership, ColumnElement[bool]] = {
    Membership.PARTNER: Organisation.partner.is_(True),
    Membership.CORE: Organisation.core.is_(True),
    Membership.OTHER: Organisation.partner.is_(False),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which organisations somebody wants to see; None is all.

    Attributes:
        words: letters of a name, accents or not.
        sector: slug of a sector.
        place: letters of a place.
    """

    words: str | None = None
    sector: str | None = None
    membership: Membership | None = None
    place: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Say it to the database."""
        found: list[ColumnElement[bool]] = [_LIVE]
        if self.words:
            found.append(Organisation.name_key.contains(key_of(self.words)))
        if self.sector:
            found.append(Sector.slug == self.sector)
        if self.membership:
            found.append(_MEMBERSHIP_CONDITIONS[self.membership])
        if self.place:
            place = func.lower(Organisation.place)
            found.append(place.contains(self.place.lower(), autoescape=True))
        return found


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many organisations there are."""

    all: int
    partners: int
    core: int


def names_changed_at() -> datetime | None:
    """Tell when an organisation was added, renamed or merged last."""
    return db.session.scalar(select(func.max(Organisation.changed_at)))


def listing(choice: Choice) -> Sequence[Organisation]:
    """List the organisations that fit a choice, by name."""
    found = _with_sector().where(*choice.conditions())
    return db.session.scalars(found.order_by(Organisation.name_key)).all()


def counts() -> Counts:
    """Count organisations, partners and core partners, doubles once."""
    row = db.session.execute(
        select(
            func.count(),
            func.count().filter(Organisation.partner),
            func.count().filter(Organisation.core),
        ).where(_LIVE)
    ).one()
    return Counts(all=row[0], partners=row[1], core=row[2])


def by_ref(ref: str) -> Organisation | None:
    """Find an organisation by its ref, also a merged one."""
    return db.session.scalar(select(Organisation).where(Organisation.ref == ref))


def by_name(name: str) -> Organisation | None:
    """Find who bears a name, however it is written; a merged double leads to who took it over."""
    found = select(Organisation).where(Organisation.name_key == key_of(name))
    first = db.session.scalar(
        found.order_by(Organisation.merged_into_id.is_not(None), Organisation.id.desc()).limit(1)
    )
    return first and (first.merged_into or first)


def live_by_name(name: str) -> Organisation | None:
    """Find the organisation that bears a name now."""
    found = select(Organisation).where(Organisation.name_key == key_of(name), _LIVE)
    return db.session.scalar(found)


def by_key() -> Mapping[str, Organisation]:
    """Give every organisation by the key of its name, and by those of its merged doubles."""
    rows = db.session.scalars(
        select(Organisation)
        .options(joinedload(Organisation.sector), joinedload(Organisation.merged_into))
        .order_by(_LIVE, Organisation.id)
    ).all()
    return {row.name_key: row.merged_into or row for row in rows}


def suggestions(typed: str) -> Sequence[str]:
    """Name partners whose name holds what somebody typed; those that begin with it come first."""
    key = key_of(typed)
    if not key:
        return ()
    place = case(
        (Organisation.name_key.startswith(key), 0),
        (Organisation.name_key.contains(f" {key}"), 1),
        else_=2,
    )
    found = select(Organisation.name).where(
        _LIVE, Organisation.partner, Organisation.name_key.contains(key)
    )
    ordered = found.order_by(place, Organisation.name_key).limit(MOST_SUGGESTIONS)
    return db.session.scalars(ordered).all()


def likely_doubles() -> Sequence[tuple[Organisation, Organisation]]:
    """List pairs of names that differ only in words that say little, such as stichting."""
    rows = listing(Choice())
    alike = sorted(rows, key=_likeness)
    groups = (list(group) for _likeness_of, group in groupby(alike, _likeness))
    return [pair for group in groups for pair in combinations(group, 2)]


def likely_doubles_of(organisation: Organisation) -> Sequence[Organisation]:
    """List the other organisations whose name looks like this one's."""
    return [
        row
        for row in listing(Choice())
        if row.id != organisation.id and _likeness(row) == _likeness(organisation)
    ]


def _likeness(organisation: Organisation) -> str:
    return likeness_of(organisation.name_key)


def merged_into(organisation: Organisation) -> Sequence[Organisation]:
    """List the doubles that an organisation took over, by name."""
    found = select(Organisation).where(Organisation.merged_into_id == organisation.id)
    return db.session.scalars(found.order_by(Organisation.name_key)).all()


def sectors() -> Sequence[Sector]:
    """List all sectors in their order."""
    return db.session.scalars(select(Sector).order_by(Sector.position, Sector.id)).all()


def offered_sectors() -> Sequence[Sector]:
    """List the sectors that can be chosen."""
    return [sector for sector in sectors() if sector.retired_at is None]


def sector_by_slug(slug: str) -> Sector | None:
    """Find a sector."""
    return db.session.scalar(select(Sector).where(Sector.slug == slug))


def sector_sizes() -> dict[int, int]:
    """Count the organisations of each sector, by the sector's number."""
    rows = db.session.execute(
        select(Organisation.sector_id, func.count().label("size"))
        .where(_LIVE)
        .group_by(Organisation.sector_id)
    )
    return {row.sector_id: row.size for row in rows}


def upload_by_ref(ref: str) -> PartnerUpload | None:
    """Find a list that was sent in."""
    return db.session.scalar(select(PartnerUpload).where(PartnerUpload.ref == ref))


def uploads(now: datetime) -> Sequence[PartnerUpload]:
    """List what was sent in of late and not yet applied, the newest first."""
    found = select(PartnerUpload).where(PartnerUpload.uploaded_at > now - UPLOAD_KEPT)
    return db.session.scalars(found.order_by(PartnerUpload.id.desc())).all()


def _with_sector() -> Select[Organisation]:
    return (
        select(Organisation).join(Organisation.sector).options(contains_eager(Organisation.sector))
    )
