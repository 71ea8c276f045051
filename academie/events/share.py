"""The agenda elsewhere: in somebody's own calendar, and in a frame on another website."""

from functools import lru_cache
from urllib.parse import urlencode

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from academie.config import Settings, current_settings
from academie.core import assets, clock, links, web
from academie.events import lists
from academie.events.conditional import answer
from academie.events.filters import AgendaForm, address_of, chosen_labels, read_choice
from academie.events.signs import sign
from academie.reference.queries import current_challenges

FRAME_SHOWS = 10
_GOOGLE = "https://calendar.google.com/calendar/r"

bp = Blueprint("share", __name__)


@bp.get("/agenda/abonneren")
def subscribe() -> ResponseReturnValue:
    """Show how to follow all meetings, or a choice of them."""
    chosen = address_of(read_choice(request.args))
    form = AgendaForm(current_challenges(), MultiDict(chosen))
    calendar = links.absolute("feeds.calendar", **chosen)
    webcal = links.webcal(calendar)
    return render_template(
        "events/subscribe.html",
        form=form,
        names=chosen_labels(form),
        calendar=calendar,
        webcal=webcal,
        google=f"{_GOOGLE}?{urlencode({'cid': webcal})}",
        atom=links.absolute("feeds.news", **chosen),
        data=links.absolute("feeds.data", **chosen),
        groups=[
            (form.province, _("Eén provincie")),
            (form.challenge, _("Eén onderwerp")),
            (form.kind, _("Eén soort bijeenkomst")),
        ],
    )


@bp.get("/agenda/inbedden")
def frame() -> ResponseReturnValue:
    """Show the coming meetings in a frame on the websites that may; it sets no cookie."""
    query = lists.PageQuery(choice=read_choice(request.args))
    state = lists.page_state(query, clock.now())
    settings = current_settings()
    page = _kept_frame_page if lists.is_settled(state) else _frame_page
    response = make_response(page(settings, query, state))
    web.frame_in(settings.embed_origins)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _frame_page(settings: Settings, query: lists.PageQuery, state: lists.PageState) -> str:
    """Write the page in the frame."""
    events, _more = lists.page(state)
    now = clock.now()
    return render_template(
        "events/frame.html",
        events=events[:FRAME_SHOWS],
        signs={event.ref: sign(event, now) for event in events},
        chosen=address_of(query.choice),
        origins=" ".join(settings.embed_origins),
    )


_kept_frame_page = lru_cache(maxsize=64)(_frame_page)
"""Write it once for each state."""


@bp.get("/agenda/inbedden.js")
def frame_script() -> ResponseReturnValue:
    """Give the script for the page around the frame, at an address that stays."""
    return answer(assets.content("frame/around.js"), "text/javascript", None)
