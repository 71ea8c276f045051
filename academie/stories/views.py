"""What came of a meeting, told to everybody."""

from functools import lru_cache

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from academie.core import clock
from academie.core.limits import limiter
from academie.core.paging import page_number
from academie.events.queries import by_slug
from academie.followups import latest
from academie.followups import queries as followups
from academie.stories import chain_files, graph
from academie.stories.academies import page_of_held
from academie.stories.chain import chains
from academie.stories.chronicle import chronicle
from academie.stories.filters import ChainFilter
from academie.stories.places import map_of

bp = Blueprint("stories", __name__)
_ASK_AGAIN = {"Cache-Control": "no-cache"}


_STATE = latest.question(graph.OVER)


@bp.get("/bijeenkomsten/<string:slug>/vervolg")
def timeline(slug: str) -> ResponseReturnValue:
    """Show the story of a meeting."""
    event = by_slug(slug)
    if event is None:
        abort(404)
    story = chronicle(event, followups.public_outcomes(event), clock.now(), for_staff=False)
    return render_template("stories/timeline.html", chronicle=story)


@bp.get("/opbrengsten/keten")
def chain() -> ResponseReturnValue:
    """Show which outcomes led to which; what somebody chooses from it is drawn anew."""
    state = latest.read(_STATE, now=clock.now())
    write = _kept_chain if state.settled and not request.args else _chain
    return write(state), _ASK_AGAIN


def _chain(_state: latest.State) -> str:
    form = _filter()
    found = graph.graph(graph.PUBLIC, **form.choice())
    linked, alone = chains(found)
    return render_template("stories/chain.html", graph=found, chains=linked, alone=alone, form=form)


_kept_chain = lru_cache(maxsize=2)(_chain)
"""Draw it once for each state."""


@bp.get("/opbrengsten/keten/<string:table>.csv")
@limiter.limit("10 per minute")
def chain_file(table: str) -> ResponseReturnValue:
    """Give the outcomes, or the links between them, as CSV."""
    found = graph.graph(graph.PUBLIC, **_filter().choice(), most=None)
    return chain_files.answer(table, found) or abort(404)


@bp.get("/opbrengsten/kaart")
def map_page() -> ResponseReturnValue:
    """Show where something changed, and what followed on which meeting."""
    state = latest.read(_STATE, now=clock.now())
    write = _kept_map if state.settled and not request.args else _map
    return write(state), _ASK_AGAIN


def _map(_state: latest.State) -> str:
    number = page_number(request.args)
    return render_template(
        "stories/map.html",
        map=map_of(graph.PUBLIC),
        page=page_of_held(graph.PUBLIC, clock.now(), number=number, for_staff=False),
    )


_kept_map = lru_cache(maxsize=2)(_map)
"""Draw it once for each state."""


def _filter() -> ChainFilter:
    return ChainFilter(graph.meetings(graph.PUBLIC), graph.places(graph.PUBLIC), request.args)
