"""Meetings, for the public: agenda, page, calendar file, picture."""

from datetime import datetime
from functools import lru_cache
from itertools import groupby

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from academie.checkin.queries import public_attendance
from academie.commitments import queries as commitments
from academie.config import Settings, current_settings
from academie.core import clock, links
from academie.core.formats import moment, month_and_year
from academie.core.forms import searched
from academie.core.limits import limiter, reads_too
from academie.core.paging import page_number
from academie.evaluations import figures as evaluations
from academie.events import ical, linked_data, lists, municipalities, picture, queries, stamps
from academie.events.conditional import answer
from academie.events.filters import AgendaForm, address_of, read_choice
from academie.events.models import Event
from academie.events.signs import is_full, sign, why_shut
from academie.events.terms import EventMode, EventStatus
from academie.followups import queries as followups
from academie.followups import told
from academie.partners import queries as partners
from academie.programme import queries as programme
from academie.reference.queries import current_challenges

bp = Blueprint("events", __name__)

PER_NETWORK = "60 per minute; 1000 per hour"
KEPT_SECONDS = 300


@bp.get("/")
def agenda() -> ResponseReturnValue:
    """Show the coming meetings, or with `eerder` those that were held."""
    query = lists.PageQuery(
        choice=read_choice(request.args),
        earlier=bool(request.args.get("eerder")),
        number=page_number(request.args),
    )
    state = lists.page_state(query, clock.now())
    outcomes = told.of_meetings(lists.refs(state)) if query.earlier else ()
    page = _kept_agenda_page if lists.is_settled(state) else _agenda_page
    return page(current_settings(), query, state, outcomes)


def _agenda_page(
    _house: Settings,
    query: lists.PageQuery,
    state: lists.PageState,
    outcomes: tuple[told.Told, ...],
) -> str:
    """Write a page of the agenda; it is the same for every visitor."""
    now = clock.now()
    events, more = lists.page(state)
    chosen = address_of(query.choice)
    return render_template(
        "events/agenda.html",
        months=[(month, list(rows)) for month, rows in groupby(events, _month)],
        signs={event.ref: sign(event, now) for event in events},
        outcomes=told.by_meeting(outcomes),
        form=AgendaForm(current_challenges(), MultiDict(chosen)),
        earlier=query.earlier,
        number=query.number,
        more=more,
        chosen=chosen,
        home=links.absolute("events.agenda"),
        webcal=links.webcal(links.absolute("feeds.calendar", **chosen)),
    )


_kept_agenda_page = lru_cache(maxsize=64)(_agenda_page)
"""Write it once for each state."""


@bp.get("/bijeenkomsten/<string:slug>")
def show(slug: str) -> ResponseReturnValue:
    """Show one meeting; no cache keeps it unasked, so what is taken down is gone at once."""
    now = clock.now()
    state = queries.page_state(slug, now)
    if state is None:
        abort(404)
    told_of = followups.public_state(state.ref) if state.started else ()
    named = partners.names_changed_at() if state.started else None
    settled = max(state.changed_at, named or state.changed_at) < now - stamps.SETTLES
    page = _kept_page if settled else _page
    return page(state, told_of, named), {"Cache-Control": "no-cache"}


def _page(
    state: queries.PageState, told_of: tuple[tuple[int, int], ...], _named: datetime | None
) -> str:
    """Write the page of a meeting; it is the same for every visitor.

    Args:
        told_of: which outcomes it shows, and how often each was seen.
        _named: when organisations changed last, which no agreement names before they confirm it.
    """
    event = queries.public_page(state)
    now = clock.now()
    held = event.status is EventStatus.PUBLISHED and event.ends_at <= now
    over = held or event.status is EventStatus.CLOSED
    rows = followups.public_outcomes(event) if told_of else ()
    return render_template(
        "events/show.html",
        event=event,
        sign=sign(event, now),
        is_open=event.open_for_registration(now),
        why_shut=why_shut(event, now),
        full=is_full(event),
        over=over,
        came=public_attendance(event),
        evaluation=evaluations.public_result(event) if over else None,
        outcomes=followups.shown_to_follow(rows, event),
        commitments=commitments.public_of(event) if over else (),
        programme=programme.public_programme(event),
        materials=programme.public_materials(event) if over else (),
        contact={"mail": event.reply_address, "phone": event.phone},
        linked_data=linked_data.event_data(event),
    )


_kept_page = lru_cache(maxsize=256)(_page)
"""Write it once for each state."""


@bp.get("/bijeenkomsten/<string:slug>.ics")
def event_file(slug: str) -> ResponseReturnValue:
    """Give the calendar file of one meeting."""
    event = _public_event(slug)
    response = answer(ical.event_file(event), "text/calendar", event.changed_at)
    response.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


@bp.get("/bijeenkomsten/<string:slug>.png")
def event_picture(slug: str) -> ResponseReturnValue:
    """Give the picture that goes with a shared link to a meeting."""
    event = _public_event(slug)
    date = moment(event.starts_at)
    if event.status is EventStatus.POSTPONED:
        date = _("Nieuwe datum volgt")
    elif event.status is EventStatus.CANCELLED:
        date = _("Gaat niet door")
    where = ", ".join(part for part in (event.venue, event.place) if part)
    body = _picture(event.title, date, _("Online") if event.mode is EventMode.ONLINE else where)
    return answer(body, "image/png", event.changed_at)


@bp.get("/agenda.png")
def picture_of_all() -> Response:
    """Give the picture that goes with a shared link to the agenda."""
    lead = _("Over kinderen en armoede. Iedereen is welkom. Meedoen is gratis.")
    body = _picture(_("Bijeenkomsten"), lead, "")
    return answer(body, "image/png", None)


@bp.get("/gemeenten.json")
@reads_too
@limiter.limit(PER_NETWORK)
def municipality_names() -> ResponseReturnValue:
    """Suggest names of municipalities that hold the letters in `q`."""
    typed = searched(request.args.get("q"))
    response = jsonify(municipalities.suggestions(typed))
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_SECONDS
    return response


@lru_cache(maxsize=128)
def _picture(title: str, *lines: str) -> bytes:
    return picture.draw(title, [line for line in lines if line])


def _public_event(slug: str) -> Event:
    event = queries.by_slug(slug)
    if event is None:
        abort(404)
    return event


def _month(event: Event) -> str:
    """Name the heading that a meeting stands under."""
    if event.status is EventStatus.POSTPONED:
        return _("Nieuwe datum volgt")
    return month_and_year(event.starts_at)
