"""Partners, local alliances and pledges as records to count."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from academie.alliances.models import LocalAlliance, PhaseChange, Pledge
from academie.core import clock
from academie.core.db import db
from academie.core.period import Period
from academie.followups.periods import period as period_words
from academie.partners.models import Organisation
from academie.plans.records import Count, Record


def new_partners(period: Period, now: datetime) -> Count:
    """List the partners of today that became one in the period."""
    last = min(period.last, clock.to_local(now).date())
    joined = Organisation.partner_since.between(period.first, last)
    unknown = len(_partners(Organisation.partner_since.is_(None)))
    remark = ngettext(
        "Van %(num)s partner is niet bekend sinds wanneer. Die telt niet mee.",
        "Van %(num)s partners is niet bekend sinds wanneer. Die tellen niet mee.",
        unknown,
    )
    return Count(records=_partners(joined), remark=remark if unknown else "")


def network(period: Period, now: datetime, *, core: bool = False) -> Count:
    """List the partners of today that were one on the last day, as far as we know."""
    last = min(period.last, clock.to_local(now).date())
    only = [Organisation.core.is_(True)] if core else []
    unknown = _partners(Organisation.partner_since.is_(None), *only)
    known = _partners(Organisation.partner_since <= last, *only)
    remark = ngettext(
        "Van %(num)s partner is niet bekend sinds wanneer. Die telt wel mee.",
        "Van %(num)s partners is niet bekend sinds wanneer. Die tellen wel mee.",
        len(unknown),
    )
    records = sorted([*known, *unknown], key=lambda one: one.title.casefold())
    return Count(records=records, remark=remark if unknown else "")


def alliances(period: Period, now: datetime) -> Count:
    """List the local alliances that were more than a wish on the last day."""
    last = min(period.last, clock.to_local(now).date())
    statement = select(LocalAlliance).order_by(LocalAlliance.place_key)
    found = db.session.scalars(statement.options(selectinload(LocalAlliance.phases)))
    reached = [(alliance, _phase_on(alliance, last)) for alliance in found]
    return Count(
        records=[
            Record(
                key=alliance.ref,
                title=alliance.place,
                about=f"{phase.phase.label}, {period_words(phase.since_on, phase.precision)}",
                endpoint="alliances_manage.show",
                values={"ref": alliance.ref},
            )
            for alliance, phase in reached
            if phase and phase.phase.counts
        ]
    )


def pledges(period: Period, now: datetime) -> Count:
    """List the pledges that were signed."""
    last = min(period.last, clock.to_local(now).date())
    statement = (
        select(Pledge)
        .where(Pledge.signed_on.between(period.first, last))
        .order_by(Pledge.signed_on, Pledge.id)
        .options(joinedload(Pledge.organisation))
    )
    return Count(
        records=[
            Record(
                key=pledge.ref,
                title=pledge.organisation.name,
                day=pledge.signed_on,
                endpoint="pledges_manage.show",
                values={"ref": pledge.ref},
            )
            for pledge in db.session.scalars(statement)
        ]
    )


def _partners(*conditions: Any) -> list[Record]:
    statement = (
        select(Organisation)
        .where(Organisation.partner.is_(True), Organisation.merged_into_id.is_(None), *conditions)
        .order_by(Organisation.name_key, Organisation.id)
    )
    return [
        Record(
            key=one.ref,
            title=one.name,
            day=one.partner_since,
            about="" if one.partner_since else _("niet bekend sinds wanneer"),
        )
        for one in db.session.scalars(statement)
    ]


def _phase_on(alliance: LocalAlliance, day: date) -> PhaseChange | None:
    reached = [change for change in alliance.phases if change.known_until <= day]
    return reached[-1] if reached else None
