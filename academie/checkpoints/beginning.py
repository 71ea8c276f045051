"""Making the questions after a meeting, when it closes; and taking them back when it reopens."""

from datetime import datetime, timedelta
from typing import cast

from flask_babel import gettext as _
from sqlalchemy import Table, and_, delete, exists, or_, select

from academie.checkpoints import days, queries
from academie.checkpoints.models import Checkpoint, FollowUp
from academie.checkpoints.terms import MONTHS
from academie.commitments import queries as commitments
from academie.commitments.models import Commitment
from academie.core.db import db, insert_or_ignore, new_ref
from academie.events.models import Event
from academie.events.terms import EventKind, EventStatus
from academie.planning import service as planning

FOLLOWED = (EventKind.PUBLIEKSACADEMIE, EventKind.LOKALE_BIJEENKOMST)
"""Kinds that are meant to set something going in a place; of others what was agreed decides."""
LONGEST = timedelta(days=365 * 2 + 1)

_TABLE = cast("Table", Checkpoint.__table__)
_UNTOUCHED = and_(
    Checkpoint.result.is_(None), Checkpoint.asked_at.is_(None), Checkpoint.tasked_at.is_(None)
)


def begin_due(now: datetime) -> None:
    """Make the questions of each closed meeting that lacks them, counted from its end."""
    for event in _to_begin(now):
        begin(event, now=now)


def begin(event: Event, *, now: datetime) -> None:
    """Make the questions after a meeting, or count those nobody was asked yet from its new end."""
    follow_up = queries.follow_up_of(event)
    if follow_up is None:
        follow_up = FollowUp(event=event)
        db.session.add(follow_up)
    for months in MONTHS:
        day = days.months_after(event.ends_at, months)
        row = {"ref": new_ref(), "event_id": event.id, "months": months, "due_on": day}
        insert_or_ignore(_TABLE, row | {"link_version": 1})
    for checkpoint in queries.of_event(event):
        if checkpoint.result is None and not (checkpoint.asked_at or checkpoint.tasked_at):
            checkpoint.due_on = days.months_after(event.ends_at, checkpoint.months)
    follow_up.counted_from = event.ends_at
    _set_task(follow_up, now)
    db.session.flush()


def take_back_reopened() -> None:
    """Take back the questions of meetings that are open again; what was asked already stays."""
    reopened = db.session.scalars(
        select(FollowUp)
        .join(FollowUp.event)
        .where(FollowUp.counted_from.is_not(None), Event.status != EventStatus.CLOSED)
    )
    for follow_up in reopened.all():
        ours = Checkpoint.event_id == follow_up.event_id
        db.session.execute(delete(Checkpoint).where(ours, _UNTOUCHED))
        follow_up.counted_from = None
    db.session.flush()


def is_followed(event: Event, follow_up: FollowUp | None) -> bool:
    """Tell whether questions follow a meeting; `_to_begin` asks the database the same.

    What was written down after it had been held is history: nobody is asked of it, unless staff
    want that.
    """
    if follow_up and follow_up.wanted:
        return True
    agreed = event.kind in FOLLOWED or bool(commitments.of_event(event))
    return event.created_at < event.ends_at and agreed


def _to_begin(now: datetime) -> list[Event]:
    """List the closed meetings whose questions are not made, or count from another end.

    What ended so long ago that the day of its last question is past is left alone.
    """
    agreed = exists().where(Commitment.event_id == Event.id, Commitment.struck_at.is_(None))
    by_itself = and_(Event.created_at < Event.ends_at, or_(Event.kind.in_(FOLLOWED), agreed))
    counted = FollowUp.counted_from
    candidates = db.session.scalars(
        select(Event)
        .outerjoin(FollowUp, FollowUp.event_id == Event.id)
        .where(
            Event.status == EventStatus.CLOSED,
            Event.ends_at > now - LONGEST,
            or_(FollowUp.wanted, by_itself),
            or_(counted.is_(None), counted != Event.ends_at),
        )
        .order_by(Event.id)
        .with_for_update(of=Event, skip_locked=True)
    )
    return [event for event in candidates if days.can_be_asked(event, now)]


def _set_task(follow_up: FollowUp, now: datetime) -> None:
    """Give the owner two weeks to collect what was agreed, also where we begin with it late."""
    event, task = follow_up.event, follow_up.task
    due_on = days.today(event.ends_at + days.COLLECT_WITHIN)
    if due_on < days.today(now):
        due_on = days.today(now + days.COLLECT_WITHIN)
    if task is not None:
        if task.done_at is None:
            task.due_on = due_on
    elif follow_up.task_made_at is None:
        owner = queries.owner_of(event)
        follow_up.task = planning.add_task(
            event,
            title=_("Verzamel alle afspraken van de bijeenkomst"),
            owner=owner.name if owner else None,
            due_on=due_on,
        )
        follow_up.task_made_at = now
