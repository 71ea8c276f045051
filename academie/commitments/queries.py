"""Questions about commitments: the page of a meeting, its lists, what the world may read."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from academie.commitments.models import Commitment, CommitmentPage, CommitmentParty
from academie.commitments.naming import fit_for_all
from academie.commitments.terms import CommitmentSource, PartyAnswer
from academie.core import links
from academie.core.db import db
from academie.core.errors import BrokenLinkError
from academie.evaluations.terms import WindowState
from academie.events.models import BreakoutGroup, Event
from academie.events.queries import by_ref
from academie.events.terms import EventStatus

PAGE = "commit"
PARTY = "commitment-party"
LATE = timedelta(days=14)
"""How long after the closing a device may still bring what was written down in time."""
TABLETS_BRING = timedelta(days=1)
"""How long after an address was replaced a device may still bring what was written down before:
the moments it tells are its own, and whoever has the old address could tell any."""
ASKED_FOR = timedelta(weeks=12)
"""How long a party may answer."""
_HELD = {EventStatus.PUBLISHED, EventStatus.CLOSED}
_WHOLE = (
    selectinload(Commitment.parties),
    selectinload(Commitment.challenges),
    selectinload(Commitment.outcome),
)


class DeviceLink(NamedTuple):
    """The link by which a device brings what it kept, of a page that may have another by now."""

    page: CommitmentPage
    ended_at: datetime | None

    def takes(self, at: datetime) -> bool:
        """Tell whether what was written at a moment was written while the link worked."""
        return self.ended_at is None or at < self.ended_at


def page_of(event: Event) -> CommitmentPage | None:
    """Find the page of a meeting, when the organiser made one."""
    return db.session.scalar(select(CommitmentPage).where(CommitmentPage.event_id == event.id))


def page_by_token(token: str) -> CommitmentPage:
    """Find the page that a link leads to.

    Raises:
        BrokenLinkError: the link was changed or replaced, or the meeting is not public.
    """
    page, version = _read(token)
    if page.link_version != version:
        raise BrokenLinkError
    return page


def device_link(token: str, now: datetime) -> DeviceLink:
    """Find the page that a link leads to, or led to until its address was replaced just now.

    Raises:
        BrokenLinkError: the link was changed, the meeting is not public, or the address was
            replaced more than once or longer ago than tablets may take to bring what they kept.
    """
    page, version = _read(token)
    if page.link_version == version:
        return DeviceLink(page, None)
    was_last = page.link_version == version + 1
    if page.renewed_at is None or not was_last or now >= page.renewed_at + TABLETS_BRING:
        raise BrokenLinkError
    return DeviceLink(page, page.renewed_at)


def _read(token: str) -> tuple[CommitmentPage, int]:
    """Find the page of a token, and the version of the link."""
    claim = links.read(PAGE, token)
    event = by_ref(claim.ref)
    page = page_of(event) if event and event.is_public else None
    if page is None:
        raise BrokenLinkError
    return page, claim.version


def page_token(page: CommitmentPage) -> str:
    """Write the token of the page of a meeting."""
    return links.sign(PAGE, page.event.ref, page.link_version)


def page_address(page: CommitmentPage) -> str:
    """Write the full address of the page of a meeting, for a screen and for paper."""
    return links.absolute("commitments.record", token=page_token(page))


def closes_at(page: CommitmentPage) -> datetime:
    """Tell until when a page takes commitments."""
    return page.event.ends_at + timedelta(days=page.days)


def window(page: CommitmentPage, now: datetime) -> WindowState:
    """Tell whether a page takes commitments: from the start of its meeting."""
    if page.event.status not in _HELD:
        return WindowState.NOT_HELD
    if now < page.event.starts_at:
        return WindowState.TOO_EARLY
    return WindowState.OPEN if now < closes_at(page) else WindowState.OVER


def party_by_token(token: str) -> CommitmentParty:
    """Find the party that a link asks.

    Raises:
        BrokenLinkError: the link was changed or replaced, or what it asks about is gone.
    """
    claim = links.read(PARTY, token)
    party = party_by_ref(claim.ref)
    if party is None or party.link_version != claim.version:
        raise BrokenLinkError
    if party.commitment.struck_at is not None:
        raise BrokenLinkError
    return party


def party_token(party: CommitmentParty) -> str:
    """Write the token of the question to a party."""
    return links.sign(PARTY, party.ref, party.link_version)


def party_by_ref(ref: str) -> CommitmentParty | None:
    """Find a party of a commitment."""
    return db.session.scalar(select(CommitmentParty).where(CommitmentParty.ref == ref))


def of_event(event: Event) -> Sequence[Commitment]:
    """List the commitments of a meeting, the oldest first, without what staff put aside."""
    return db.session.scalars(
        select(Commitment)
        .where(Commitment.event_id == event.id, Commitment.struck_at.is_(None))
        .order_by(Commitment.recorded_at, Commitment.id)
        .options(*_WHOLE)
    ).all()


def put_aside(event: Event) -> Sequence[Commitment]:
    """List what staff put aside, the last first."""
    return db.session.scalars(
        select(Commitment)
        .where(Commitment.event_id == event.id, Commitment.struck_at.is_not(None))
        .order_by(Commitment.struck_at.desc(), Commitment.id)
        .options(*_WHOLE)
    ).all()


def public_of(event: Event) -> Sequence[Commitment]:
    """List what the world may read: each with the parties in `confirmed`, and no other.

    Neither in its words: a text that names somebody who did not confirm it waits.
    """
    found = db.session.scalars(
        select(Commitment)
        .where(
            Commitment.event_id == event.id,
            Commitment.struck_at.is_(None),
            or_(Commitment.source != CommitmentSource.ROOM, Commitment.approved_at.is_not(None)),
            Commitment.parties.any(CommitmentParty.answer == PartyAnswer.CONFIRMED),
            ~Commitment.parties.any(CommitmentParty.answer == PartyAnswer.NOT_OURS),
        )
        .order_by(Commitment.recorded_at, Commitment.id)
        .options(selectinload(Commitment.parties))
    ).all()
    return fit_for_all(found)


def by_ref_of(event: Event, ref: str) -> Commitment | None:
    """Find a commitment of a meeting."""
    return db.session.scalar(
        select(Commitment).where(Commitment.event_id == event.id, Commitment.ref == ref)
    )


def by_uuid(event: Event, uuid: str) -> Commitment | None:
    """Find what was recorded under a UUID of the device."""
    return db.session.scalar(
        select(Commitment).where(Commitment.event_id == event.id, Commitment.uuid == uuid)
    )


def number_of(event: Event) -> int:
    """Count what was written down at a meeting, without what staff put aside."""
    stands = Commitment.event_id == event.id, Commitment.struck_at.is_(None)
    statement = select(func.count()).where(*stands)
    return db.session.scalars(statement).one()


def of_group(group: BreakoutGroup) -> set[str]:
    """Give the texts that were made commitments from the notes of a group."""
    return set(db.session.scalars(select(Commitment.text).where(Commitment.group_id == group.id)))


def unanswered_of(email: str) -> int:
    """Count the questions that an address has not answered."""
    statement = select(func.count()).where(CommitmentParty.email == email)
    return db.session.scalars(statement).one()


def parties_of(email: str) -> Sequence[CommitmentParty]:
    """Find the parties that are asked at an address, in lower case."""
    return db.session.scalars(select(CommitmentParty).where(CommitmentParty.email == email)).all()
