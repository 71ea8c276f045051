"""Questions about pledges: who promised what, and with whom nobody has spoken for a year."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from academie.alliances.models import Pledge, PledgeTalk
from academie.core.db import db
from academie.core.names import key_of
from academie.events.models import Event
from academie.partners.models import Organisation


class Silent(NamedTuple):
    """An organisation with whom nobody has spoken about its pledge for a year.

    `talked_on` is the day of the last talk, or none; `signed_on` that of its latest pledge.
    """

    organisation: Organisation
    talked_on: date | None
    signed_on: date

    @property
    def since(self) -> date:
        """When they last heard of us about it: a talk, or the signing itself."""
        return max(self.talked_on or self.signed_on, self.signed_on)


def a_year_before(day: date) -> date:
    """Give the same day a year earlier; for 29 February the day before."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def silent(today: date) -> Sequence[Silent]:
    """List who holds a pledge and heard nothing of us for twelve months, the longest first."""
    rows = db.session.execute(
        select(Organisation, func.max(PledgeTalk.talked_on), func.max(Pledge.signed_on))
        .join(Pledge, Pledge.organisation_id == Organisation.id)
        .outerjoin(PledgeTalk, PledgeTalk.pledge_id == Pledge.id)
        .where(_held_on(today))
        .group_by(Organisation.id)
    )
    found = [Silent(*row) for row in rows]
    late = [one for one in found if one.since <= a_year_before(today)]
    return sorted(late, key=lambda one: (one.since, one.organisation.name_key))


def _held_on(day: date) -> ColumnElement[bool]:
    return or_(Pledge.ended_on.is_(None), Pledge.ended_on > day)


def listing(words: str | None = None) -> Sequence[Pledge]:
    """List pledges by organisation, those whose name holds these words."""
    found = _whole().join(Pledge.organisation)
    if words:
        found = found.where(Organisation.name_key.contains(key_of(words), autoescape=True))
    ordered = found.order_by(Organisation.name_key, Pledge.signed_on, Pledge.id)
    return db.session.scalars(ordered).all()


def by_ref(ref: str) -> Pledge | None:
    """Find a pledge."""
    return db.session.scalar(_whole().where(Pledge.ref == ref))


def of_organisation(organisation: Organisation) -> Sequence[Pledge]:
    """List what an organisation promised, the latest first."""
    found = _whole().where(Pledge.organisation_id == organisation.id)
    return db.session.scalars(found.order_by(Pledge.signed_on.desc(), Pledge.id.desc())).all()


def signed_at(event: Event) -> Sequence[Pledge]:
    """List what was promised at a meeting, in the order it was signed."""
    return db.session.scalars(_whole().where(Pledge.event_id == event.id).order_by(Pledge.id)).all()


def _whole() -> Select[Pledge]:
    return select(Pledge).options(
        joinedload(Pledge.organisation),
        joinedload(Pledge.event),
        selectinload(Pledge.challenges),
        selectinload(Pledge.talks),
    )
