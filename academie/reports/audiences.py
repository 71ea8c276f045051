"""Who was in the room: by audience and by the sector of their organisation, never by name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from academie.checkin.models import CheckIn, HeadCount
from academie.core.db import db
from academie.core.small_groups import Cell, Figure, Sum, shield
from academie.events.models import Event
from academie.events.terms import Audience
from academie.partners.models import Sector
from academie.registrations import forgetting
from academie.registrations.models import Registration, RegistrationStatus
from academie.reports.choices import Choice, UnknownChoiceError
from academie.reports.meetings import People

TOTAL = "total"
UNSAID = "unsaid"
"""Who did not say as what they came, or of which organisation; or nobody knows it any more."""
UNTICKETED = "unticketed"
"""Who came without a ticket: nobody asked them."""


@dataclass(frozen=True, kw_only=True)
class RoomChoice(Choice):
    """Which people in the room a figure counts.

    Attributes:
        audience: one of them, or one of the words for who did not say so.
        sector: the slug of a sector, or one of those words.
    """

    name = "in-de-zaal"

    people: People
    audience: str | None = None
    sector: str | None = None

    def __post_init__(self) -> None:
        """Refuse one group within one sector: no figure of ours is that small."""
        if self.audience is not None and self.sector is not None:
            raise UnknownChoiceError

    @property
    def cell(self) -> Cell:
        """The figure it is about."""
        if self.audience:
            return "audience", self.audience
        return ("sector", self.sector) if self.sector else TOTAL


class Party(NamedTuple):
    """People of one meeting, audience and sector together."""

    event: str
    audience: str
    sector: str
    registered: int
    came: int

    def number(self, people: People) -> int:
        """Count them."""
        return self.came if people is People.CAME else self.registered


@dataclass(frozen=True)
class Room:
    """Who registered for the meetings of a period and who came.

    Attributes:
        sectors: the name of each sector, by its slug, in order.
    """

    parties: Sequence[Party]
    sectors: Mapping[str, str]

    def count(self, choice: RoomChoice) -> int:
        """Count the people of a figure, also of a small group."""
        return sum(party.number(choice.people) for party in self.behind(choice))

    def behind(self, choice: RoomChoice) -> list[Party]:
        """List the parties of a figure."""
        return [
            party
            for party in self.parties
            if choice.audience in {None, party.audience}
            and choice.sector in {None, party.sector}
            and party.number(choice.people)
        ]

    def figures(self, people: People, total: Figure) -> dict[Cell, Figure]:
        """Give every figure, small groups hidden.

        Args:
            total: how the report on meetings shows all of them; what it leaves out is hidden here.
        """
        parts: list[dict[Cell, int]] = [{}, {}]
        for party in self.parties:
            cells = ("audience", party.audience), ("sector", party.sector)
            for counts, cell in zip(parts, cells, strict=True):
                counts[cell] = counts.get(cell, 0) + party.number(people)
        whole: dict[Cell, int] = {TOTAL: sum(party.number(people) for party in self.parties)}
        sums = [Sum(TOTAL, tuple(counts)) for counts in parts]
        hidden = [] if total == whole[TOTAL] else [TOTAL]
        return shield(whole | parts[0] | parts[1], sums, hidden)


def room(refs: Collection[str]) -> Room:
    """Count who registered for these meetings and who came, in four queries."""
    order = select(Sector.slug, Sector.name).order_by(Sector.position, Sector.id)
    sectors = {row.slug: row.name for row in db.session.execute(order)}
    parties = [*_with_ticket(refs), *_without(refs)]
    return Room([party for party in parties if party.registered or party.came], sectors)


def _with_ticket(refs: Collection[str]) -> list[Party]:
    rows = db.session.execute(
        select(
            Event.ref,
            Registration.audience,
            Sector.slug,
            func.sum(Registration.people),
            func.coalesce(func.sum(CheckIn.people), 0),
        )
        .join(Registration, Registration.event_id == Event.id)
        .outerjoin(CheckIn, CheckIn.registration_id == Registration.id)
        .outerjoin(Sector, Sector.id == forgetting.sector())
        .where(Event.ref.in_(refs), _stands())
        .group_by(Event.ref, Registration.audience, Sector.slug)
    )
    return [
        Party(ref, audience.value if audience else UNSAID, sector or UNSAID, int(people), int(came))
        for ref, audience, sector, people, came in rows
    ]


def _stands() -> Any:
    return Registration.status == RegistrationStatus.CONFIRMED


def _without(refs: Collection[str]) -> list[Party]:
    """Count who came without a ticket: by the door, or by who counted heads.

    Somebody whose registration was cancelled and who came all the same is among them.
    """
    by_door = (
        select(Event.ref, func.sum(CheckIn.people))
        .join(CheckIn, CheckIn.event_id == Event.id)
        .outerjoin(Registration, Registration.id == CheckIn.registration_id)
        .where(Event.ref.in_(refs), Registration.id.is_(None) | ~_stands())
        .group_by(Event.ref)
    )
    by_heads = select(Event.ref, HeadCount.people).join(HeadCount).where(Event.ref.in_(refs))
    rows = [*db.session.execute(by_door), *db.session.execute(by_heads)]
    return [Party(ref, UNTICKETED, UNTICKETED, 0, int(people)) for ref, people in rows]


def audience_words(value: str) -> str:
    """Write as what people came."""
    if value in _OTHERS:
        return str(_OTHERS[value])
    return str(Audience(value).label) if value in set(Audience) else ""


def sector_words(slug: str) -> str:
    """Write of which sector their organisation is."""
    if slug in _OTHERS:
        return str(_OTHERS[slug])
    return db.session.scalar(select(Sector.name).where(Sector.slug == slug)) or ""


_OTHERS = {UNSAID: _("niet gezegd, of niet bekend"), UNTICKETED: _("gekomen zonder kaartje")}
AUDIENCES = (*(one.value for one in Audience), UNSAID, UNTICKETED)
