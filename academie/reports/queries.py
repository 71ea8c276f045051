"""Questions behind the follow-up report: the same few, however long the period."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import selectinload

from academie.checkin.models import CheckIn, HeadCount
from academie.core.db import db
from academie.core.small_groups import shown
from academie.evaluations import figures as evaluations
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.followups import queries as followups
from academie.followups.models import Observation, Outcome, OutcomeEvent
from academie.followups.parts import OutcomePlace
from academie.followups.periods import last_day
from academie.followups.periods import period as period_words
from academie.followups.terms import OutcomeState
from academie.registrations.models import Registration, RegistrationStatus
from academie.reports.figures import (
    EventTie,
    FollowUpReport,
    Meeting,
    OutcomeEntry,
    Period,
    Reach,
    build_report,
)

_LONGEST_SPAN = timedelta(days=366)
_CONFIRMED = and_(
    Registration.event_id == Event.id, Registration.status == RegistrationStatus.CONFIRMED
)
_TICKETS_READ = (
    CheckIn.event_id == Event.id,
    CheckIn.mode == AttendanceMode.ONSITE,
    CheckIn.registration_id.is_not(None),
)
_WITH_TICKET = and_(_CONFIRMED, Registration.mode == AttendanceMode.ONSITE)


def follow_up_report(period: Period, as_of: datetime) -> FollowUpReport:
    """Gather the follow-up report of a period."""
    return build_report(
        period,
        as_of=as_of,
        meetings=_meetings(period),
        evaluation=evaluations.overall(_held(period, as_of)),
        outcomes=_outcomes(period),
    )


def _meetings(period: Period) -> list[Meeting]:
    statement = (
        select(
            Event.title,
            Event.starts_at,
            Event.kind,
            Event.mode,
            Event.place,
            Event.province,
            Event.status,
            Event.gate_override,
            _sum(select(func.sum(Registration.people)).where(_CONFIRMED)).label("registered"),
            _sum(select(func.sum(CheckIn.people)).where(CheckIn.event_id == Event.id)).label(
                "checked_in"
            ),
            _sum(select(func.sum(CheckIn.people)).where(*_TICKETS_READ)).label("scanned"),
            HeadCount.people.label("counted"),
            _sum(select(func.sum(Registration.people)).where(_WITH_TICKET)).label("expected"),
            _sum(_absent()).label("absent"),
        )
        .outerjoin(HeadCount, HeadCount.event_id == Event.id)
        .where(
            Event.status != EventStatus.DRAFT,
            Event.starts_at >= period.starts_at,
            Event.starts_at < period.ends_at,
        )
        .order_by(Event.starts_at, Event.id)
    )
    return [_meeting(row) for row in db.session.execute(statement)]


def _held(period: Period, as_of: datetime) -> Sequence[int]:
    """List the meetings of the period that have begun by now and were not called off."""
    statement = select(Event.id).where(
        Event.status.in_((EventStatus.PUBLISHED, EventStatus.CLOSED)),
        Event.starts_at >= period.starts_at,
        Event.starts_at < period.ends_at,
        Event.starts_at <= as_of,
    )
    return db.session.scalars(statement).all()


def _sum(statement: Select[Any]) -> ScalarSelect[int | None]:
    """Look something up beside each meeting."""
    return statement.correlate(Event).scalar_subquery()


def _absent() -> Select[Any]:
    """Count who did not come, party by party: three of four may come."""
    stayed_away = case(
        (CheckIn.people.is_(None), Registration.people),
        (CheckIn.people < Registration.people, Registration.people - CheckIn.people),
        else_=0,
    )
    return (
        select(func.sum(stayed_away))
        .select_from(Registration)
        .outerjoin(CheckIn, CheckIn.registration_id == Registration.id)
        .where(_WITH_TICKET)
    )


def _meeting(row: Row[*tuple[Any, ...]]) -> Meeting:
    """Tell what was counted from what was not; tickets count where some were scanned."""
    counts = [people for people in (row.checked_in, row.counted) if people is not None]
    with_tickets = row.scanned is not None
    without_academie = row.registered is None and row.counted is not None
    return Meeting(
        title=row.title,
        starts_at=row.starts_at,
        kind=row.kind,
        mode=row.mode,
        place=row.place,
        province=row.province,
        status=row.status,
        registered=None if without_academie else row.registered or 0,
        came=sum(counts) if counts else None,
        expected=(row.expected or 0) if with_tickets else 0,
        absent=(row.absent or 0) if with_tickets else 0,
        gate_override=row.gate_override,
    )


def _outcomes(period: Period) -> list[OutcomeEntry]:
    """List the adopted outcomes that changed or were seen in the period, by number."""
    earliest = period.first - _LONGEST_SPAN
    seen = Outcome.observations.any(Observation.observed_on.between(earliest, period.last))
    statement = (
        select(Outcome)
        .where(
            Outcome.state == OutcomeState.ADOPTED,
            or_(Outcome.changed_on.between(earliest, period.last), seen),
        )
        .options(
            selectinload(Outcome.actors),
            selectinload(Outcome.places),
            selectinload(Outcome.challenges),
            selectinload(Outcome.events).joinedload(OutcomeEvent.event),
            selectinload(Outcome.observations),
            selectinload(Outcome.evidence),
            selectinload(Outcome.confirmations),
        )
        .order_by(Outcome.number)
    )
    return [_entry(outcome) for outcome in db.session.scalars(statement) if _in(period, outcome)]


def _in(period: Period, outcome: Outcome) -> bool:
    """Tell whether a day of the change, or of what was seen, may lie in the period."""
    moments = [(seen.observed_on, seen.precision) for seen in outcome.observations]
    if outcome.changed_on is not None:
        moments.append((outcome.changed_on, outcome.changed_precision))
    return any(
        first <= period.last and last_day(first, precision) >= period.first
        for first, precision in moments
    )


def _entry(outcome: Outcome) -> OutcomeEntry:
    last = followups.last_observation(outcome)
    return OutcomeEntry(
        number=outcome.label,
        title=outcome.title,
        what_changed=outcome.what_changed,
        actors=tuple(actor.name for actor in outcome.actors),
        places=tuple(map(_place, outcome.places)),
        when=period_words(outcome.changed_on, outcome.changed_precision),
        line=outcome.line,
        challenges=tuple(f"{one.number}. {one.name}" for one in outcome.challenges),
        events=tuple(EventTie(title=tie.event.title, link=tie.link) for tie in outcome.events),
        contribution=outcome.contribution_score,
        status=followups.status(outcome),
        observed=period_words(last.observed_on, last.precision) if last else "",
        strength=followups.strength(outcome),
        reach=_reach(outcome),
    )


def _place(place: OutcomePlace) -> str:
    return place.name or str(place.kind.label)


def _reach(outcome: Outcome) -> Reach | None:
    if outcome.reach_number is None or outcome.reach_kind is None:
        return None
    return Reach(
        number=shown(outcome.reach_number),
        unit=outcome.reach_unit or "",
        kind=outcome.reach_kind,
    )
