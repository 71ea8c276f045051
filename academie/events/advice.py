"""What to tell somebody who chooses a date, other academies in that week included."""

from collections.abc import Iterator, Sequence
from datetime import time, timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from academie.accounts.models import RoleName, User
from academie.core.clock import from_local
from academie.core.db import db
from academie.core.formats import date_long
from academie.events import dates
from academie.events.dates import Plan
from academie.events.models import Event
from academie.events.queries import LISTED
from academie.events.terms import EventKind, EventStatus
from academie.partners import queries as partners
from academie.partners.names import key_of

ALLIANCE = "Alliantie Kinderarmoede"
"""The name under which the project team organises; it is in most meetings, so it tells nothing."""


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
        organisation=event.organisation,
        organisers=event.organisers,
    )


def _same_week(plan: Plan, user: User) -> list[str]:
    """Name the academies of that week that ask the same people."""
    return [
        _(
            "In dezelfde week is er %(title)s (%(day)s): %(reasons)s.",
            title=other.title,
            day=date_long(other.starts_at),
            reasons=", ".join(reasons),
        )
        for other in _others(plan, user)
        if (reasons := list(_in_common(plan, other)))
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
    lists = selectinload(Event.municipalities), selectinload(Event.organisers)
    return db.session.scalars(found.options(*lists).order_by(Event.starts_at, Event.id)).all()


def _in_common(plan: Plan, other: Event) -> Iterator[str]:
    if plan.province and plan.province is other.province:
        yield _("in dezelfde provincie")
    theirs = {row.name.casefold() for row in other.municipalities}
    if theirs & {name.casefold() for name in plan.municipalities}:
        yield _("voor dezelfde gemeente")
    own = _known_as(plan.organisation or ALLIANCE)
    if own == _known_as(other.organisation) != _known_as(ALLIANCE):
        yield _("van dezelfde organisatie")
    elif {user.id for user in plan.organisers} & {user.id for user in other.organisers}:
        yield _("met dezelfde organisator")


def _known_as(name: str) -> str:
    """Give the name by which we know an organisation, however it is written, also after a merge."""
    known = partners.by_name(name)
    return key_of(known.name if known else name)
