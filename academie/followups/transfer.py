"""Can this be done here too? Outcomes that others may take over, and who asked for that."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.followups import queries
from academie.followups.models import Outcome
from academie.followups.terms import Strength, outcome_number
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus


def is_offered(outcome: Outcome) -> bool:
    """Tell whether others are invited to take it over: public, with its conditions, undisputed."""
    ready = outcome.is_published and outcome.transferable is not None
    return ready and queries.strength(outcome) is not Strength.DISPUTED


def offered(label: str | None) -> Outcome | None:
    """Find the outcome that a label like `OPB-0005` names, if others may take it over."""
    number = outcome_number(label or "")
    row = queries.public_by_number(number) if number else None
    return row.outcome if row and is_offered(row.outcome) else None


def source_of(request: AcademyRequest) -> Outcome | None:
    """Give the outcome elsewhere that made somebody ask."""
    return sources([request]).get(request.ref)


def sources(requests: Iterable[AcademyRequest]) -> Mapping[str, Outcome]:
    """Give the outcome behind each request that has one, by the ref of the request."""
    wanted = {one.ref: one.source_outcome_id for one in requests if one.source_outcome_id}
    if not wanted:
        return {}
    rows = db.session.scalars(select(Outcome).where(Outcome.id.in_(wanted.values())))
    found = {outcome.id: outcome for outcome in rows}
    return {ref: found[number] for ref, number in wanted.items()}


def asked_after(outcome: Outcome) -> Sequence[AcademyRequest]:
    """List the requests to do the same elsewhere, the oldest first, each with its meeting."""
    return db.session.scalars(
        select(AcademyRequest)
        .where(
            AcademyRequest.source_outcome_id == outcome.id,
            AcademyRequest.status != RequestStatus.DRAFT,
        )
        .options(joinedload(AcademyRequest.event))
        .order_by(AcademyRequest.sent_at, AcademyRequest.id)
    ).all()


def origin_of(event: Event) -> Outcome | None:
    """Give the outcome elsewhere after which a meeting was asked for, or none."""
    return db.session.scalar(
        select(Outcome)
        .join(AcademyRequest, AcademyRequest.source_outcome_id == Outcome.id)
        .where(AcademyRequest.event_id == event.id)
    )


def asked_elsewhere() -> Select[int, int]:
    """Select by id which outcome led to which meeting elsewhere; drafts are nobody's yet."""
    return (
        select(Outcome.id.label("outcome_id"), Event.id.label("event_id"))
        .join(AcademyRequest, AcademyRequest.source_outcome_id == Outcome.id)
        .join(Event, Event.id == AcademyRequest.event_id)
        .where(Event.status != EventStatus.DRAFT)
    )


def passed_on() -> Sequence[tuple[Outcome, Event]]:
    """List which outcome led to which meeting elsewhere by a request."""
    rows = db.session.execute(
        asked_elsewhere()
        .with_only_columns(Outcome, Event)
        .order_by(Outcome.number, Event.starts_at, Event.id)
    )
    return [(outcome, event) for outcome, event in rows]
