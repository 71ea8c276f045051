"""What came of all meetings, for the world: pages of it, and news to follow."""

from datetime import date
from functools import lru_cache

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from academie.core import atom, clock, links
from academie.core.paging import page_number
from academie.events.conditional import answer
from academie.followups import latest
from academie.reference.queries import current_challenges
from academie.results import news, queries
from academie.results.filters import ResultsForm, address_of, read_wanted

bp = Blueprint("results", __name__)


@bp.get("/opbrengsten")
def outcomes() -> ResponseReturnValue:
    """List what came of all meetings; what somebody searches for by words is written anew."""
    wanted, now = read_wanted(request.args), clock.now()
    state = latest.state(now)
    write = _kept_page if state.settled and not wanted.words else _page
    page = write(state, wanted, page_number(request.args), clock.to_local(now).date())
    return page, {"Cache-Control": "no-cache"}


def _page(_state: latest.State, wanted: queries.Wanted, number: int, today: date) -> str:
    chosen = address_of(wanted)
    return render_template(
        "results/outcomes.html",
        page=queries.page(wanted, number),
        sums=queries.sums(wanted),
        form=ResultsForm(current_challenges(), MultiDict(chosen)),
        chosen=chosen,
        feed=links.absolute("results.feed"),
        today=today,
    )


_kept_page = lru_cache(maxsize=64)(_page)
"""Write it once for each state and day."""


@bp.get("/opbrengsten.atom")
def feed() -> Response:
    """Give what was told last as an Atom feed."""
    state = latest.state(clock.now())
    body = (_kept_feed if state.settled else _feed)(state)
    return answer(body, "application/atom+xml", None)


def _feed(_state: latest.State) -> bytes:
    found = queries.news()
    return atom.feed(
        map(news.entry, found),
        name=_("Wat er na onze bijeenkomsten is gedaan"),
        source=links.absolute("results.feed"),
        page=links.absolute("results.outcomes"),
        changed_at=found[0].changed_at if found else None,
    )


_kept_feed = lru_cache(maxsize=4)(_feed)
"""Write it once for each state."""
