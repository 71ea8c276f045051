"""What to tell somebody who chooses a date, other academies in that week included."""

from collections.abc import Iterator, Sequence
from datetime import time, timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from academie.accounts.models import RoleName, User
from academie.core.clock import from_local
from academie.core.db import db
from academie.core.formats import date_long
from academie.core.names import key_of
from academie.events import dates, parties
from academie.events.dates import Plan
from academie.events.models import Event
from academie.events.queries import LISTED
from academie.events.terms import EventKind, EventStatus
from academie.partners import queries as partners


class Advice(NamedTuple):
    """Plain sentences: what speaks against a date, and what is good to know of it."""

    warnings: Sequence[str]
    notes: Sequence[str]


def advise(plan: Plan, user: User) -> Advice:
    """Tell what to know before choosing a date, as far as `user` may know it."""
    return Advice([*dates.warnings(plan), *_same_week(plan, user)], dates.notes(plan))


def plan_of(event: Event) -> Plan:
    """Give the plan that a meeting is now."""
    return Plan(
        kind=event.kind,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        province=event.province,
        region=event.school_region,
        ref=event.ref,
        municipalities=[row.name for row in event.municipalities],
        organisations=parties.of_event(event),
        organisers=event.organisers,
    )


def _same_week(plan: Plan, user: User) -> list[str]:
    """Name the academies of that week that ask the same people."""
    known = partners.by_key()
    return [
        _(
            "In dezelfde week is er %(title)s (%(day)s): %(reasons)s.",
            title=other.title,
            day=date_long(other.starts_at),
            reasons=", ".join(reasons),
        )
        for other in _others(plan, user)
        if (reasons := list(_in_common(plan, other, known)))
    ]


def _others(plan: Plan, user: User) -> Sequence[Event]:
    monday = from_local(plan.day - timedelta(days=plan.day.weekday()), time())
    found = select(Event).where(
        Event.kind == EventKind.PUBLIEKSACADEMIE,
        Event.status.not_in((EventStatus.CANCELLED, EventStatus.POSTPONED)),
        Event.starts_at >= monday,
        Event.starts_at < monday + timedelta(days=7),
    )
    if plan.ref:
        found = found.where(Event.ref != plan.ref)
    if not user.holds(RoleName.PROJECT_TEAM):
        found = found.where(or_(LISTED, Event.organisers.any(User.id == user.id)))
    lists = (Event.municipalities, Event.organisers, Event.partners)
    loaded = found.options(*(selectinload(rows) for rows in lists))
    return db.session.scalars(loaded.order_by(Event.starts_at, Event.id)).all()


def _in_common(plan: Plan, other: Event, known: parties.Known) -> Iterator[str]:
    if plan.province and plan.province is other.province:
        yield _("in dezelfde provincie")
    theirs = {key_of(row.name) for row in other.municipalities}
    if theirs & {key_of(name) for name in plan.municipalities}:
        yield _("voor dezelfde gemeente")
    if names := _shared(plan, other, known):
        yield ngettext(
            "met dezelfde partner (%(names)s)",
            "met dezelfde partners (%(names)s)",
            len(names),
            names=dates.joined(names),
        )
    elif {user.id for user in plan.organisers} & {user.id for user in other.organisers}:
        yield _("met dezelfde organisator")


def _shared(plan: Plan, other: Event, known: parties.Known) -> list[str]:
    """Name the organisations that take part in both; the alliance itself takes part in most."""
    ours = parties.named(plan.organisations, known)
    theirs = parties.named(parties.of_event(other), known)
    everywhere = parties.named([parties.ALLIANCE], known)
    return [name for mark, name in ours.items() if mark in theirs and mark not in everywhere]
