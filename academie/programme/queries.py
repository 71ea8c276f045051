"""Questions about programmes: what is planned when, what the world may read, what is left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.programme.models import Contributor, Material, SessionItem, session_contributor
from academie.programme.terms import ContributorRole, SessionKind
from academie.reference.models import KnowledgeSource


class Timed(Protocol):
    """Anything that begins at an offset or after the one before it, and lasts a while."""

    @property
    def offset_minutes(self) -> int | None:
        """Begin, counted from the start of the meeting."""

    @property
    def minutes(self) -> int:
        """Length."""


Item = TypeVar("Item", bound=Timed)


class Slot(NamedTuple):
    """One item of the programme with its moments."""

    item: SessionItem
    starts_at: datetime
    ends_at: datetime
    overlaps: bool


class PublicPart(NamedTuple):
    """One item as the world sees it: no link, and only who agreed.

    Attributes:
        starts_at: None while the meeting has no date.
    """

    starts_at: datetime | None
    kind: SessionKind
    title: str
    text: str | None
    room: str | None
    names: Sequence[str]


class PublicContributor(NamedTuple):
    """Somebody as they agreed to be shown, to the letter."""

    name: str
    role: ContributorRole
    text: str | None


class PublicProgramme(NamedTuple):
    """All that the world sees of a programme."""

    parts: Sequence[PublicPart]
    people: Sequence[PublicContributor]


class GuestLink(NamedTuple):
    """Where participants of one item meet or read."""

    title: str
    link: str


class _Part(NamedTuple):
    """The columns of an item that may leave the house."""

    id: int
    offset_minutes: int | None
    minutes: int
    kind: SessionKind
    title: str
    text: str | None
    room: str | None


def timed(items: Iterable[Item], start: datetime) -> Iterator[tuple[Item, datetime, datetime]]:
    """Give each item, in its order, with the moments at which it begins and ends."""
    moment = start
    for item in items:
        if item.offset_minutes is not None:
            moment = start + timedelta(minutes=item.offset_minutes)
        ends_at = moment + timedelta(minutes=item.minutes)
        yield item, moment, ends_at
        moment = ends_at


def items(event: Event) -> Sequence[SessionItem]:
    """List the programme in its order, with who contributes to what."""
    return db.session.scalars(
        select(SessionItem)
        .where(SessionItem.event_id == event.id)
        .options(selectinload(SessionItem.contributors))
        .order_by(SessionItem.position, SessionItem.id)
    ).all()


def schedule(event: Event) -> list[Slot]:
    """Give the programme with its moments, and what begins before the one before it has ended."""
    rows = list(timed(items(event), event.starts_at))
    late = {after[0].id for before, after in pairwise(rows) if after[1] < before[2]}
    return [Slot(item, starts_at, ends_at, item.id in late) for item, starts_at, ends_at in rows]


def door_opens_at(event: Event) -> datetime | None:
    """Tell when people can walk in; None when the programme does not say so."""
    return next(
        (slot.starts_at for slot in schedule(event) if slot.item.kind is SessionKind.ARRIVAL), None
    )


def item(event: Event, ref: str) -> SessionItem | None:
    """Find one item of a meeting."""
    return db.session.scalar(
        select(SessionItem).where(SessionItem.event_id == event.id, SessionItem.ref == ref)
    )


def contributors(event: Event) -> Sequence[Contributor]:
    """List who contributes to a meeting, also those who withdrew."""
    return db.session.scalars(
        select(Contributor)
        .where(Contributor.event_id == event.id)
        .options(selectinload(Contributor.items))
        .order_by(Contributor.position, Contributor.id)
    ).all()


def contributor(event: Event, ref: str) -> Contributor | None:
    """Find one contributor of a meeting."""
    return db.session.scalar(
        select(Contributor).where(Contributor.event_id == event.id, Contributor.ref == ref)
    )


def contributor_by_ref(ref: str) -> Contributor | None:
    """Find a contributor, whose link says who they are."""
    return db.session.scalar(select(Contributor).where(Contributor.ref == ref))


def sources(event: Event) -> dict[KnowledgeSource, bool]:
    """Tell of each source of knowledge whether somebody in the programme brings it."""
    rows = db.session.execute(
        select(Contributor.knowledge, Contributor.role).where(
            Contributor.event_id == event.id, Contributor.withdrawn_at.is_(None)
        )
    ).all()
    present = {knowledge for knowledge, _role in rows}
    if any(role is ContributorRole.LIVED_EXPERIENCE for _knowledge, role in rows):
        present.add(KnowledgeSource.LIVED_EXPERIENCE)
    return {source: source in present for source in KnowledgeSource}


def public_contributors(event: Event) -> list[PublicContributor]:
    """List who agreed to be shown, in the very words they agreed to."""
    rows = db.session.execute(_approved(event).order_by(Contributor.position, Contributor.id))
    return [PublicContributor._make(row) for row in rows]


def public_programme(event: Event) -> PublicProgramme:
    """Give the programme as the world sees it, in two queries however long it is."""
    found = db.session.execute(
        _approved(event)
        .add_columns(Contributor.id, session_contributor.c.item_id)
        .outerjoin(session_contributor, session_contributor.c.contributor_id == Contributor.id)
        .order_by(Contributor.position, Contributor.id)
    )
    people: dict[int, PublicContributor] = {}
    names = defaultdict[int | None, list[str]](list)
    for name, role, text, contributor_id, item_id in found:
        people[contributor_id] = PublicContributor(name, role, text)
        names[item_id].append(name)
    return PublicProgramme(_public_parts(event, names), list(people.values()))


def _approved(event: Event) -> Select[str | None, ContributorRole | None, str | None]:
    copy = (Contributor.approved_name, Contributor.approved_role, Contributor.approved_text)
    return select(*copy).where(
        Contributor.event_id == event.id, Contributor.approved_at.is_not(None)
    )


def _public_parts(event: Event, names: Mapping[int | None, list[str]]) -> list[PublicPart]:
    columns = [getattr(SessionItem, name) for name in _Part._fields]
    rows = db.session.execute(
        select(*columns)
        .where(SessionItem.event_id == event.id)
        .order_by(SessionItem.position, SessionItem.id)
    )
    has_date = event.status is not EventStatus.POSTPONED
    return [
        PublicPart(
            starts_at if has_date else None,
            part.kind,
            part.title,
            part.text,
            part.room,
            names.get(part.id, ()),
        )
        for part, starts_at, _ends_at in timed(map(_Part._make, rows), event.starts_at)
    ]


def guest_links(event: Event) -> list[GuestLink]:
    """List the links of items, for participants only."""
    rows = db.session.execute(
        select(SessionItem.title, SessionItem.link)
        .where(SessionItem.event_id == event.id, SessionItem.link.is_not(None))
        .order_by(SessionItem.position, SessionItem.id)
    )
    return [GuestLink._make(row) for row in rows]


def materials(event: Event) -> Sequence[Material]:
    """List what is left to read or see, for participants and staff."""
    return db.session.scalars(_materials(event)).all()


def public_materials(event: Event) -> Sequence[Material]:
    """List what everybody may read or see."""
    return db.session.scalars(_materials(event).where(Material.public)).all()


def _materials(event: Event) -> Select[Material]:
    return select(Material).where(Material.event_id == event.id).order_by(Material.id)


def material(event: Event, ref: str) -> Material | None:
    """Find one of a meeting's materials."""
    return db.session.scalar(
        select(Material).where(Material.event_id == event.id, Material.ref == ref)
    )
