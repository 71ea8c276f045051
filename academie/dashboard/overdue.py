"""What waits too long: questions after meetings, tasks, wishes, and outcomes to judge."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from academie.accounts.models import User
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import Stage
from academie.checkpoints.worklist import CONDITIONS
from academie.core.clock import to_local
from academie.core.db import db
from academie.dashboard.terms import Listed
from academie.events.models import Event
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeState
from academie.planning.checklist import due_now
from academie.requests import board, queries


class Waiting(NamedTuple):
    """One thing that waits, and since which day."""

    title: str
    url: str
    since: date


class Overdue(NamedTuple):
    """What of one sort waits, the oldest first.

    Attributes:
        url: where exactly these are listed.
    """

    label: LazyString
    meaning: LazyString
    url: str
    waiting: Sequence[Waiting]


def overdue(user: User, now: datetime) -> Sequence[Overdue]:
    """Gather what waits in all meetings that somebody manages: a constant number of queries."""
    return [
        Overdue(
            _("Vervolgvragen te laat"),
            _("We mailden vaak genoeg zonder antwoord, of er is niemand om te mailen."),
            url_for("checkpoints_manage.index", stand=Stage.OVERDUE.value),
            _questions(),
        ),
        Overdue(
            _("Taken te laat"),
            _("De dag is voorbij en niemand vinkte de taak af."),
            url_for("planning_manage.tasks", _anchor="te-laat"),
            _tasks(user, now),
        ),
        Overdue(
            Listed.WAITING.label,
            Listed.WAITING.meaning,
            url_for("dashboard_manage.records", key=Listed.WAITING.value),
            waiting_wishes(now),
        ),
        Overdue(
            _("Opbrengsten om na te kijken"),
            _("Ingediend, en nog niet vastgesteld of teruggegeven."),
            url_for("followups_manage.register", state=OutcomeState.SUBMITTED.value),
            _outcomes(),
        ),
    ]


def waiting_wishes(now: datetime) -> Sequence[Waiting]:
    """List the requests in which somebody waits for an answer too long, the longest first."""
    found = [
        Waiting(
            request.place or "",
            url_for("requests_manage.show", ref=request.ref),
            to_local(since).date(),
        )
        for request in queries.undecided()
        if (since := board.waits_since(request, now))
    ]
    return sorted(found, key=lambda one: one.since)


def _questions() -> Sequence[Waiting]:
    rows = db.session.execute(
        select(Event.title, Event.ref, Checkpoint.ref, Checkpoint.due_on)
        .join(Checkpoint.event)
        .where(*CONDITIONS[Stage.OVERDUE])
        .order_by(Checkpoint.due_on, Checkpoint.id)
    )
    return [
        Waiting(title, url_for("checkpoints_manage.show", ref=event, checkpoint_ref=ref), due_on)
        for title, event, ref, due_on in rows
    ]


def _tasks(user: User, now: datetime) -> Sequence[Waiting]:
    late = [line for line in due_now(user, now) if line.days_late]
    return [
        Waiting(
            line.task.title,
            url_for("planning_manage.task", ref=line.task.event.ref, task_ref=line.task.ref),
            line.due_on,
        )
        for line in late
        if line.due_on
    ]


def _outcomes() -> Sequence[Waiting]:
    rows = db.session.execute(
        select(Outcome.title, Outcome.ref, Outcome.submitted_at)
        .where(Outcome.state == OutcomeState.SUBMITTED)
        .order_by(Outcome.submitted_at, Outcome.number)
    )
    return [
        Waiting(title, url_for("followups_manage.show", ref=ref), to_local(at).date())
        for title, ref, at in rows
        if at
    ]
