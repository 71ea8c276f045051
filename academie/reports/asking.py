"""What somebody asked a report of, read from an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never

from flask import request
from flask_babel import gettext as _
from sqlalchemy import func, select

from academie.core import clock
from academie.core.db import db
from academie.core.period import Period
from academie.events.models import Event
from academie.events.queries import by_ref
from academie.followups.models import Observation, Outcome
from academie.reports import place_dossiers, queries
from academie.reports.choices import EVER, Days
from academie.reports.forms import MeetingForm, PeriodForm, PlaceForm, ReadingForm, whole_year
from academie.reports.wanted import Asks, Report, Wanted


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a report is asked of.

    Attributes:
        form: None when there is nothing to ask.
        wanted: None while something is missing or wrong; `refused` when it is wrong.
        values: what an address has to say to ask for the same.
        presets: periods that are one press away.
    """

    form: ReadingForm | None
    wanted: Wanted | None
    values: Mapping[str, Any]
    refused: bool = False
    presets: Mapping[str, Days] | None = None


def read(report: Report, now: datetime) -> Asked:
    """Read what an address asks of a report."""
    match report.asks:
        case Asks.PERIOD:
            return _period(report, now)
        case Asks.MEETING:
            return _meeting(now)
        case Asks.PLACE:
            return _place(now)
        case Asks.NOTHING:
            wanted = Wanted(period=Period(**EVER), now=now)
            return Asked(form=None, wanted=wanted, values={})
    assert_never(report.asks)


def _period(report: Report, now: datetime) -> Asked:
    """Take the days of the address; without any all years, or this one."""
    year = clock.to_local(now).year
    presets: dict[str, Days] = {
        _("Dit jaar"): whole_year(year),
        _("Vorig jaar"): whole_year(year - 1),
        _("Alle jaren"): {"first": date(_first_year(year), 1, 1), "last": date(year, 12, 31)},
    }
    asked = request.args if {"first", "last"} & request.args.keys() else None
    form = PeriodForm(asked, data=presets[_("Alle jaren") if report.whole else _("Dit jaar")])
    if not form.validate():
        return Asked(form=form, wanted=None, values={}, refused=True, presets=presets)
    period = Period(**form.values())
    return Asked(
        form=form,
        wanted=Wanted(period=period, now=now),
        values={"first": period.first, "last": period.last},
        presets=presets,
    )


def _first_year(year: int) -> int:
    """Give the year of the first meeting or outcome that we know of, or else this one."""
    changed = db.session.scalar(select(func.min(Outcome.changed_on)))
    seen = db.session.scalar(select(func.min(Observation.observed_on)))
    began = db.session.scalar(select(func.min(Event.starts_at)))
    years: list[int] = [day.year for day in (changed, seen) if day]
    return min([*years, clock.to_local(began).year if began else year, year])


def _meeting(now: datetime) -> Asked:
    form = MeetingForm(request.args, queries.meetings(Period(**EVER)))
    if "event" not in request.args:
        return Asked(form=form, wanted=None, values={})
    if not form.validate():
        return Asked(form=form, wanted=None, values={}, refused=True)
    wanted = Wanted(period=Period(**EVER), now=now, event=by_ref(form.event.data))
    return Asked(form=form, wanted=wanted, values={"event": form.event.data})


def _place(now: datetime) -> Asked:
    form = PlaceForm(request.args, place_dossiers.names())
    if "place" not in request.args:
        return Asked(form=form, wanted=None, values={})
    if not form.validate():
        return Asked(form=form, wanted=None, values={}, refused=True)
    wanted = Wanted(period=Period(**EVER), now=now, place=form.place.data)
    return Asked(form=form, wanted=wanted, values={"place": form.place.data})
