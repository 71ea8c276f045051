"""A meeting elsewhere that was asked for after an outcome: in picture, files and filter."""

from typing import Any

import pytest

from academie.stories import chain_files, graph
from academie.stories.chain import chains
from tests.factories import make_event, make_user
from tests.followups.factories import adopted
from tests.requests.factories import accept, make_request

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ALL: dict[str, Any] = {"meeting": None, "place": None}


@pytest.mark.usefixtures("app")
def test_the_file_tells_after_which_outcome_a_meeting_elsewhere_was_asked_for() -> None:
    source = adopted(make_event(), transferable="Een keuken.")
    request, there = make_request(source_outcome_id=source.id), make_event(title="Emmen")
    accept(request, make_user())
    request.event = there
    further = adopted(there, title="Ook ontbijt")
    quiet = make_request(source_outcome_id=further.id)
    accept(quiet, make_user(email="tweede@voorbeeld.nl"))
    quiet.event = beyond = make_event(title="Assen")
    adopted(title="Los ervan")

    edges = chain_files.edges(graph.graph(graph.ADOPTED, **ALL)).decode()

    assert f"{source.label};{there.slug};Elders ook gevraagd;" in edges
    (told,), _alone = chains(graph.graph(graph.ADOPTED, **ALL))
    assert told.picture is not None
    assert told.steps[0].asked == [there]
    assert [arrow.strength for arrow in told.picture.arrows if not arrow.strength] == [None, None]
    here, elsewhere, _last = told.picture.doors
    assert here.at.x < told.picture.tiles[0].at.x < elsewhere.at.x < told.picture.tiles[1].at.x
    meetings = graph.meetings(graph.ADOPTED)
    assert {each.title for each in meetings} == {here.title, there.title, beyond.title}
    for meeting in meetings:
        found = graph.graph(graph.ADOPTED, meeting=meeting, place=None)
        assert [row.outcome.title for row in found.rows] == [further.title, source.title]


@pytest.mark.usefixtures("app")
def test_the_world_follows_no_line_to_a_meeting_outside_the_agenda() -> None:
    source = adopted(make_event(), title="Open")
    request, there = make_request(source_outcome_id=source.id), make_event(listed=False)
    accept(request, make_user())
    request.event = there
    adopted(there, title="Van de besloten kring")

    found = graph.graph(graph.PUBLIC, meeting=source.events[0].event, place=None)

    assert [row.outcome.title for row in found.rows] == ["Open"]
    assert graph.meetings(graph.PUBLIC) == [source.events[0].event]


@pytest.mark.usefixtures("app")
def test_a_meeting_asked_for_after_what_came_of_it_draws_no_circle() -> None:
    event = make_event()
    source = adopted(event, transferable="Een keuken.")
    request = make_request(source_outcome_id=source.id)
    accept(request, make_user())
    request.event, event.listed = event, False

    (told,), _alone = chains(graph.graph(graph.ADOPTED, **ALL))

    assert told.picture is not None
    assert len(told.picture.arrows) == 1
    assert told.steps[0].asked == [event]
    assert not graph.graph(graph.PUBLIC, **ALL).passed_on
