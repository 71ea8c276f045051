"""The lists behind figures about answers, series and partners."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from academie.alliances import pledges
from academie.core import clock
from academie.core.db import db
from academie.core.small_groups import NoFigure
from academie.evaluations import figures as evaluations
from academie.events.models import Event, Series
from academie.reports import answered, queries, standing
from academie.reports.answered import AnswerChoice
from academie.reports.lists import Head, HiddenFigureError, Line, Listing, Viewer, told
from academie.reports.lists_of_meetings import heads, line
from academie.reports.standing import PartnerChoice, SeriesChoice
from academie.reports.tables import Cell


def answers(choice: AnswerChoice, viewer: Viewer) -> Listing:
    """List the meetings behind what people answered; what a meeting hides is hidden here too.

    Raises:
        HiddenFigureError: the figure is hidden, from everybody: who answers does so unseen.
    """
    ids = queries.held(choice.period, viewer.now)
    figure = choice.figure_of(evaluations.overall(ids))
    if isinstance(figure, NoFigure):
        raise HiddenFigureError
    found = answered.behind(choice, ids)
    events = db.session.scalars(
        select(Event).where(Event.id.in_(found)).order_by(Event.starts_at, Event.id)
    )
    people = choice.share is None
    return Listing(
        title=_("Antwoorden"),
        told=told(choice),
        heads=[*heads(), *([Head(_("Mensen"), numeric=True)] if people else ())],
        lines=[_line(one, viewer, *((found[one.id],) if people else ())) for one in events],
        figure=figure,
        unit=_("mensen") if people else _("bijeenkomsten"),
        weighed=people,
    )


def of_series(choice: SeriesChoice, viewer: Viewer) -> Listing:
    """List the meetings of a series behind a figure.

    Raises:
        HiddenFigureError: an average is hidden from them.
    """
    series = db.session.scalar(select(Series).where(Series.ref == choice.series))
    found = choice.of(series, viewer.now) if series else []
    if choice.attendance:
        return _attendance(choice, viewer, found)
    return Listing(
        title=series.title if series else _("Reeks"),
        told=told(choice),
        heads=[*heads(), Head(_("Stand"))],
        lines=[_line(one, viewer, str(one.status.label)) for one in found],
        figure=len(found),
        unit=_("bijeenkomsten"),
    )


def _attendance(choice: SeriesChoice, viewer: Viewer, found: Sequence[Event]) -> Listing:
    """List how many came to each meeting behind an average."""
    figure, came = standing.average(found), standing.came(found)
    if isinstance(figure, NoFigure) and not viewer.is_team:
        raise HiddenFigureError
    return Listing(
        title=_("Gemiddeld gekomen"),
        told=told(choice),
        heads=[*heads(), Head(_("Mensen"), numeric=True)],
        lines=[_line(one, viewer, came[one.id]) for one in found if one.id in came],
        figure=figure,
        unit=_("mensen gemiddeld"),
    )


def partners(choice: PartnerChoice, viewer: Viewer) -> Listing:
    """List the partners with whom nobody spoke for a year."""
    found = choice.of(pledges.silent(_today(viewer.now)))
    return Listing(
        title=_("Partners"),
        told=[_("een jaar niet gesproken over de belofte"), *told(choice)],
        heads=[Head(_("Partner")), Head(_("Laatste belofte")), Head(_("Laatst gesproken"))],
        lines=[
            Line(
                url_for("pledges_manage.silent") if viewer.is_team else None,
                (one.organisation.name, one.signed_on, one.talked_on or _("nog nooit")),
            )
            for one in found
        ],
        figure=len(found),
        unit=_("partners"),
    )


def _today(now: datetime) -> date:
    return clock.to_local(now).date()


def _line(event: Event, viewer: Viewer, *cells: Cell) -> Line:
    day = clock.to_local(event.starts_at).date()
    slug = event.slug if event.is_public else None
    return line(viewer, event.ref, slug, event.title, day, *cells)
