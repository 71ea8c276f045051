"""Questions about series, their lists and their meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from academie.core.clock import from_local
from academie.core.db import db
from academie.events.models import Event, Series
from academie.events.terms import EventStatus
from academie.series.models import SeriesInvitation, SeriesMember

ASKED_EVERY = timedelta(days=365)
ANSWER_WITHIN = timedelta(days=60)
CONFIRM_WITHIN = timedelta(days=14)
KEPT_AFTER_END = timedelta(days=14)
CONFIRMED: ColumnElement[bool] = SeriesMember.confirmed_at.is_not(None)
LIVE: ColumnElement[bool] = SeriesMember.left_at.is_(None)


@dataclass(frozen=True, kw_only=True)
class Year:
    """How far a series is in one calendar year."""

    planned: int
    held: int
    cancelled: int
    target: int

    @property
    def missing(self) -> int:
        """How many meetings are still to be planned."""
        return max(0, self.target - self.held - self.planned)


def by_slug(slug: str) -> Series | None:
    """Find a series by its address."""
    return db.session.scalar(select(Series).where(Series.slug == slug))


def by_ref(ref: str) -> Series | None:
    """Find a series by its ref."""
    return db.session.scalar(select(Series).where(Series.ref == ref))


def coming(series: Series, now: datetime) -> Sequence[Event]:
    """List the meetings ahead that the world may find."""
    return db.session.scalars(
        select(Event)
        .where(
            Event.series_id == series.id,
            Event.status == EventStatus.PUBLISHED,
            Event.listed,
            Event.ends_at > now,
        )
        .order_by(Event.starts_at, Event.id)
    ).all()


def of_series(series: Series) -> Sequence[Event]:
    """List every meeting of a series."""
    return db.session.scalars(select(Event).where(Event.series_id == series.id)).all()


def of_year(series: Series, year: int) -> Sequence[Event]:
    """List the meetings of a series in one calendar year, with their seats."""
    first, after = (from_local(date(which, 1, 1), time(0, 0)) for which in (year, year + 1))
    return (
        db.session.scalars(
            select(Event)
            .where(Event.series_id == series.id, Event.starts_at >= first, Event.starts_at < after)
            .order_by(Event.starts_at, Event.id)
            .options(joinedload(Event.pools))
        )
        .unique()
        .all()
    )


def year_of(series: Series, events: Sequence[Event], now: datetime) -> Year:
    """Count what is still planned, and what was held and called off."""
    return Year(
        planned=sum(is_planned(event, now) for event in events),
        held=sum(was_held(event, now) for event in events),
        cancelled=sum(event.status is EventStatus.CANCELLED for event in events),
        target=series.target_per_year,
    )


def is_planned(event: Event, now: datetime) -> bool:
    """Tell whether a meeting may still come; a draft whose day went by does not."""
    ahead = event.status in {EventStatus.DRAFT, EventStatus.PUBLISHED} and event.ends_at > now
    return ahead or event.status is EventStatus.POSTPONED


def was_held(event: Event, now: datetime) -> bool:
    """Tell whether a meeting took place."""
    over = event.status is EventStatus.PUBLISHED and event.ends_at <= now
    return over or event.status is EventStatus.CLOSED


def takes_invitations(event: Event, now: datetime) -> bool:
    """Tell whether members can be invited to a meeting now."""
    ahead = event.status is EventStatus.PUBLISHED and event.starts_at > now
    return event.series is not None and event.series.ended_at is None and ahead


def meetings_ahead(series: Series, now: datetime) -> Sequence[Event]:
    """List the meetings of a series that the world still expects."""
    dated = and_(Event.status == EventStatus.PUBLISHED, Event.ends_at > now)
    goes_on = or_(Event.status == EventStatus.POSTPONED, dated)
    found = select(Event).where(Event.series_id == series.id, goes_on)
    return db.session.scalars(found.order_by(Event.starts_at, Event.id)).all()


def sizes() -> dict[int, int]:
    """Count the confirmed members of each series, by the series' number."""
    rows = db.session.execute(
        select(SeriesMember.series_id, func.count().label("size"))
        .where(LIVE, CONFIRMED)
        .group_by(SeriesMember.series_id)
    )
    return {row.series_id: row.size for row in rows}


def members(series: Series) -> Sequence[SeriesMember]:
    """List who stands on the list, those who have yet to confirm as well, by name."""
    return db.session.scalars(
        select(SeriesMember)
        .where(SeriesMember.series_id == series.id, LIVE)
        .order_by(func.lower(SeriesMember.given_name), SeriesMember.id)
    ).all()


def member_by_ref(ref: str) -> SeriesMember | None:
    """Find somebody of a list, with the series."""
    return db.session.scalar(
        select(SeriesMember)
        .join(SeriesMember.series)
        .options(contains_eager(SeriesMember.series))
        .where(SeriesMember.ref == ref)
    )


def member_of_address(series: Series, email: str) -> SeriesMember:
    """Hold the row of who stands on the list under an address, which is there already."""
    return db.session.scalars(
        select(SeriesMember)
        .where(SeriesMember.series_id == series.id, SeriesMember.email == email)
        .with_for_update()
    ).one()


def invitation_of(member: SeriesMember, event: Event) -> SeriesInvitation:
    """Find the invitation of a member to a meeting, which is there."""
    return db.session.scalars(
        select(SeriesInvitation).where(
            SeriesInvitation.member_id == member.id, SeriesInvitation.event_id == event.id
        )
    ).one()


def invitation_by_ref(ref: str) -> SeriesInvitation | None:
    """Find an invitation, with its meeting and whom it is for."""
    return db.session.scalar(
        select(SeriesInvitation)
        .options(joinedload(SeriesInvitation.event), joinedload(SeriesInvitation.member))
        .where(SeriesInvitation.ref == ref)
    )


def to_ask(now: datetime) -> Sequence[SeriesMember]:
    """List who said yes a year ago and was not asked since."""
    return db.session.scalars(
        select(SeriesMember)
        .join(SeriesMember.series)
        .where(
            LIVE,
            Series.ended_at.is_(None),
            SeriesMember.asked_at.is_(None),
            SeriesMember.confirmed_at <= now - ASKED_EVERY,
        )
    ).all()


def silent(now: datetime) -> Sequence[SeriesMember]:
    """List who was asked long ago and never answered."""
    return db.session.scalars(
        select(SeriesMember).where(LIVE, SeriesMember.asked_at <= now - ANSWER_WITHIN)
    ).all()


def left_behind(now: datetime) -> Sequence[SeriesMember]:
    """List who stands on the list of a series that ended, and has had the time to read so."""
    return db.session.scalars(
        select(SeriesMember)
        .join(SeriesMember.series)
        .where(LIVE, Series.ended_at <= now - KEPT_AFTER_END)
    ).all()
