"""What came of meetings, told to staff."""

from functools import lru_cache

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import RoleName
from academie.alliances import queries as alliances
from academie.core import clock
from academie.core.names import key_of
from academie.core.paging import page_number
from academie.events.queries import managed_by
from academie.followups import latest, transfer
from academie.followups import queries as followups
from academie.followups.first_outcome import first_outcome
from academie.followups.terms import OutcomeState
from academie.stories import chain_files, graph
from academie.stories.academies import Page, page_of_held, with_what_is_ahead
from academie.stories.chain import chains
from academie.stories.chronicle import chronicle
from academie.stories.filters import ChainFilter
from academie.stories.places import map_of

bp = Blueprint("stories_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)
_MAP_STATE = latest.question(graph.OVER, *alliances.CHANGES)
"""What decides the words of the map, but for what is open at each meeting."""


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
        first=first_outcome(event),
        origin=transfer.origin_of(event),
    )


@bp.get("/keten")
def chain() -> ResponseReturnValue:
    """Show which adopted outcomes led to which; what somebody chooses from it is drawn anew."""
    state = latest.state(clock.now())
    draw = _kept_drawing if state.settled and not request.args else _drawing
    return render_template("stories/staff_chain.html", drawn=draw(state))


def _drawing(_state: latest.State) -> Markup:
    """Draw all that is the same for every member of staff."""
    form = _filter()
    found = graph.graph(graph.ADOPTED, **form.choice())
    linked, alone = chains(found)
    return Markup(  # noqa: S704 - a template wrote it
        render_template(
            "stories/staff_chain_drawn.html", graph=found, chains=linked, alone=alone, form=form
        )
    )


_kept_drawing = lru_cache(maxsize=2)(_drawing)
"""Draw it once for each state."""


@bp.get("/keten/<string:table>.csv")
def chain_file(table: str) -> ResponseReturnValue:
    """Give the adopted outcomes, or the links between them, as CSV."""
    found = graph.graph(graph.ADOPTED, **_filter().choice(), most=None)
    return chain_files.answer(table, found) or abort(404)


@bp.get("/kaart")
def map_page() -> ResponseReturnValue:
    """Show where something changed, and what followed on which meeting."""
    now = clock.now()
    state = latest.read(_MAP_STATE, now=now)
    read, draw = (_kept_held, _kept_map) if state.settled else (_held, _map)
    page = with_what_is_ahead(read(state, page_number(request.args)), now)
    is_team = staff().holds(RoleName.PROJECT_TEAM)
    return render_template("stories/staff_map.html", drawn=draw(state, page, is_team))


def _held(_state: latest.State, number: int) -> Page:
    return page_of_held(graph.ADOPTED, clock.now(), number=number, for_staff=True)


def _map(_state: latest.State, page: Page, is_team: bool) -> Markup:  # noqa: FBT001 - key of the cache
    """Draw all that is the same for every member of staff of one kind."""
    found = map_of(graph.ADOPTED)
    scores = {key_of(wheel.place): wheel.score for wheel in alliances.flywheels()}
    towns = (town for names in found.towns.values() for town in names)
    return Markup(  # noqa: S704 - a template wrote it
        render_template(
            "stories/staff_map_drawn.html",
            map=found,
            wheels={town: scores.get(key_of(town), 0) for town in towns},
            page=page,
            is_team=is_team,
        )
    )


_kept_held = lru_cache(maxsize=16)(_held)
"""Read it once for each state."""

_kept_map = lru_cache(maxsize=16)(_map)
"""Draw it once for each state, and what is open."""


def _filter() -> ChainFilter:
    return ChainFilter(graph.meetings(graph.ADOPTED), graph.places(graph.ADOPTED), request.args)
