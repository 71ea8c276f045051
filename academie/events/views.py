"""Meetings, for the public: agenda, page, calendar."""

from datetime import timedelta
from functools import lru_cache
from itertools import groupby

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.core import clock, links
from academie.core.formats import month_and_year
from academie.events import ical, queries
from academie.events.filters import AgendaForm, address_of, read_choice
from academie.events.models import Event, EventStatus
from academie.events.signs import is_full, sign
from academie.followups import queries as followups
from academie.reference.queries import current_challenges

CALENDAR_AGE = timedelta(minutes=15)

bp = Blueprint("events", __name__)


@bp.get("/")
def agenda() -> ResponseReturnValue:
    """Show the coming meetings, or with `eerder` those that were held."""
    now = clock.now()
    choice = read_choice(request.args)
    earlier = bool(request.args.get("eerder"))
    events = (queries.past if earlier else queries.coming)(choice, now)
    return render_template(
        "events/agenda.html",
        months=[(month, list(rows)) for month, rows in groupby(events, _month)],
        signs={event.ref: sign(event, now) for event in events},
        form=AgendaForm(current_challenges(), request.args),
        earlier=earlier,
        chosen=address_of(choice),
        feed=links.absolute("events.feed", **address_of(choice)),
    )


@bp.get("/bijeenkomsten/<string:slug>")
def show(slug: str) -> ResponseReturnValue:
    """Show one meeting."""
    state = queries.page_state(slug, clock.now())
    if state is None:
        abort(404)
    return _page(state, followups.public_state(state.ref) if state.started else ())


@lru_cache(maxsize=256)
def _page(state: queries.PageState, told: tuple[tuple[int, int], ...]) -> str:
    """Write the page of a meeting, once for each state: it is the same for every visitor.

    Args:
        told: which outcomes it shows, and how often each was seen.
    """
    event = queries.public_page(state.ref)
    now = clock.now()
    return render_template(
        "events/show.html",
        event=event,
        sign=sign(event, now),
        is_open=event.open_for_registration(now),
        opens_later=bool(event.registration_opens_at and now < event.registration_opens_at),
        full=is_full(event),
        over=event.status is EventStatus.CLOSED or event.ends_at <= now,
        outcomes=followups.public_outcomes(event) if told else (),
        contact={"mail": event.reply_address, "phone": event.phone},
    )


@bp.get("/bijeenkomsten/<string:slug>.ics")
def event_file(slug: str) -> ResponseReturnValue:
    """Give the calendar file of one meeting."""
    event = queries.by_slug(slug)
    if event is None:
        abort(404)
    response = _calendar_response(ical.event_file(event))
    response.last_modified = event.changed_at
    response.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response.make_conditional(request)


@bp.get("/agenda.ics")
def feed() -> ResponseReturnValue:
    """Give the meetings as a calendar to subscribe to, with the filters of the agenda."""
    choice = read_choice(request.args)
    state = queries.feed_state(choice, clock.now())
    source = links.absolute("events.feed", **address_of(choice))
    response = _calendar_response(_feed_body(source, state.versions))
    if state.changed_at:
        response.last_modified = state.changed_at
    return response.make_conditional(request)


@lru_cache(maxsize=64)
def _feed_body(source: str, versions: tuple[tuple[str, object], ...]) -> bytes:
    """Write a feed, once for each state of its meetings."""
    events = queries.by_refs([ref for ref, _changed_at in versions])
    return ical.feed(events, name=_("Bijeenkomsten Alliantie Kinderarmoede"), source=source)


def _calendar_response(body: bytes) -> Response:
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.add_etag()
    response.cache_control.public = True
    response.cache_control.max_age = int(CALENDAR_AGE.total_seconds())
    return response


def _month(event: Event) -> str:
    """Name the heading that a meeting stands under."""
    if event.status is EventStatus.POSTPONED:
        return _("Nieuwe datum volgt")
    return month_and_year(event.starts_at)
