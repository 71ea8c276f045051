"""What came of a meeting, told to everybody."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from academie.core import clock
from academie.core.limits import limiter
from academie.events.queries import by_slug
from academie.followups import queries as followups
from academie.stories import chain_files, graph
from academie.stories.academies import held
from academie.stories.chain import chains
from academie.stories.chronicle import chronicle
from academie.stories.filters import ChainFilter
from academie.stories.places import map_of

bp = Blueprint("stories", __name__)


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
    """Show which outcomes led to which."""
    form = _filter()
    found = graph.graph(graph.PUBLIC, **form.choice())
    linked, alone = chains(found)
    return render_template("stories/chain.html", graph=found, chains=linked, alone=alone, form=form)


@bp.get("/opbrengsten/keten/<string:table>.csv")
@limiter.limit("10 per minute")
def chain_file(table: str) -> ResponseReturnValue:
    """Give the outcomes, or the links between them, as CSV."""
    found = graph.graph(graph.PUBLIC, **_filter().choice(), most=None)
    return chain_files.answer(table, found) or abort(404)


@bp.get("/opbrengsten/kaart")
def map_page() -> ResponseReturnValue:
    """Show where something changed, and what followed on which meeting."""
    return render_template(
        "stories/map.html",
        map=map_of(graph.PUBLIC),
        meetings=held(graph.PUBLIC, clock.now(), for_staff=False),
    )


def _filter() -> ChainFilter:
    return ChainFilter(graph.meetings(graph.PUBLIC), graph.places(graph.PUBLIC), request.args)
