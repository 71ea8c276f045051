"""Questions behind the follow-up report: the same few, however long the period."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, and_, case, func, select

from academie.checkin.models import CheckIn, HeadCount
from academie.core.db import db
from academie.core.names import key_of
from academie.core.period import Period
from academie.evaluations import figures as evaluations
from academie.events.models import Event, EventMunicipality
from academie.events.terms import AttendanceMode, EventStatus
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.parts import OutcomePlace
from academie.followups.terms import EventLink, OutcomeState
from academie.plans.records import took_registrations
from academie.registrations.models import Registration, RegistrationStatus
from academie.reports import outcome_queries
from academie.reports.figures import FollowUpReport, build_report
from academie.reports.meetings import Meeting, MeetingChoice

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
        meetings=meetings(period),
        evaluation=evaluations.overall(held(period, as_of)),
        outcomes=outcome_queries.entries(period, as_of),
    )


def meetings(period: Period) -> list[Meeting]:
    """List the meetings that start in a period, without drafts."""
    statement = (
        select(
            Event.ref,
            Event.slug,
            Event.title,
            Event.starts_at,
            Event.published_at,
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


def chosen(choice: MeetingChoice, as_of: datetime) -> list[Meeting]:
    """List the meetings that a figure counts."""
    found = choice.of(meetings(choice.period), as_of)
    if choice.place is None:
        return found
    there = _in_place(choice.place)
    return [meeting for meeting in found if meeting.ref in there]


def _in_place(place: str) -> set[str]:
    """Name the meetings in or for a municipality, or after which something changed there."""
    statements = (
        select(Event.ref, Event.place).where(Event.place.is_not(None)),
        select(Event.ref, EventMunicipality.name).join(Event.municipalities),
        select(Event.ref, OutcomePlace.name)
        .join(OutcomeEvent, OutcomeEvent.event_id == Event.id)
        .join(Outcome, Outcome.id == OutcomeEvent.outcome_id)
        .join(Outcome.places)
        .where(
            Outcome.state == OutcomeState.ADOPTED,
            OutcomeEvent.link != EventLink.NOT_SHOWN,
            OutcomePlace.name.is_not(None),
        ),
    )
    rows = (row for statement in statements for row in db.session.execute(statement))
    return {ref for ref, name in rows if key_of(name or "") == place}


def held(period: Period, as_of: datetime) -> Sequence[int]:
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
    return Meeting(
        ref=row.ref,
        slug=row.slug,
        title=row.title,
        starts_at=row.starts_at,
        kind=row.kind,
        mode=row.mode,
        place=row.place,
        province=row.province,
        status=row.status,
        registered=row.registered or 0 if took_registrations(row) else None,
        came=sum(counts) if counts else None,
        expected=(row.expected or 0) if with_tickets else 0,
        absent=(row.absent or 0) if with_tickets else 0,
        gate_override=row.gate_override,
    )
