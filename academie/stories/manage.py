"""What came of meetings, told to staff."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from academie.accounts.guards import require_staff, staff
from academie.alliances.queries import flywheels
from academie.core import clock
from academie.core.names import key_of
from academie.events.queries import managed_by
from academie.followups import queries as followups
from academie.followups import transfer
from academie.followups.terms import OutcomeState
from academie.stories import chain_files, graph
from academie.stories.academies import held
from academie.stories.chain import chains
from academie.stories.chronicle import chronicle
from academie.stories.filters import ChainFilter
from academie.stories.places import map_of

bp = Blueprint("stories_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)


@bp.get("/bijeenkomsten/<string:ref>/opvolging")
def timeline(ref: str) -> ResponseReturnValue:
    """Show the story of a meeting: adopted outcomes in the picture, the others below it."""
    event = managed_by(staff(), ref)
    if event is None:
        abort(404)
    told = followups.of_event(event, OutcomeState.ADOPTED)
    unfinished = followups.of_event(
        event, OutcomeState.DRAFT, OutcomeState.SUBMITTED, OutcomeState.RETURNED
    )
    return render_template(
        "stories/staff_timeline.html",
        chronicle=chronicle(event, told, clock.now(), for_staff=True),
        unfinished=unfinished,
        days=followups.days_to_first_outcome(event),
        origin=transfer.origin_of(event),
    )


@bp.get("/keten")
def chain() -> ResponseReturnValue:
    """Show which adopted outcomes led to which."""
    form = _filter()
    found = graph.graph(graph.ADOPTED, **form.choice())
    linked, alone = chains(found)
    return render_template(
        "stories/staff_chain.html",
        graph=found,
        chains=linked,
        alone=alone,
        form=form,
    )


@bp.get("/keten/<string:table>.csv")
def chain_file(table: str) -> ResponseReturnValue:
    """Give the adopted outcomes, or the links between them, as CSV."""
    found = graph.graph(graph.ADOPTED, **_filter().choice(), most=None)
    return chain_files.answer(table, found) or abort(404)


@bp.get("/kaart")
def map_page() -> ResponseReturnValue:
    """Show where something changed, and what followed on which meeting."""
    found = map_of(graph.ADOPTED)
    scores = {key_of(wheel.place): wheel.score for wheel in flywheels()}
    towns = (town for names in found.towns.values() for town in names)
    return render_template(
        "stories/staff_map.html",
        map=found,
        wheels={town: scores.get(key_of(town), 0) for town in towns},
        meetings=held(graph.ADOPTED, clock.now(), for_staff=True),
    )


def _filter() -> ChainFilter:
    return ChainFilter(graph.meetings(graph.ADOPTED), graph.places(graph.ADOPTED), request.args)
