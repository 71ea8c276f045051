"""Who is in by now: the page that the organiser watches."""

from datetime import timedelta

import pytest

from academie.checkin import figures, online
from academie.checkin.terms import ScanMethod
from academie.core import clock
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from tests.browser import Browser
from tests.checkin.factories import make_door, make_guest, paired, scan, take, ticket
from tests.factories import WHEN, make_event, make_user
from tests.registrations.factories import make_group

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the meeting begin now."""
    monkeypatch.setattr(clock, "now", lambda: WHEN)


@pytest.fixture
def event() -> Event:
    """Have a meeting in a room and online."""
    return make_event(mode=EventMode.HYBRID, join_link="https://voorbeeld.nl/kamer")


@pytest.fixture
def team(browser: Browser) -> Browser:
    """Sign in as the project team."""
    browser.sign_in(make_user())
    return browser


def page(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/deur/nu"


def test_each_group_counts_who_came_of_whom_it_expects(event: Event) -> None:
    group = make_group(event, title="Schulden hanteren")
    came = make_guest(event, people=3, breakout_group=group)
    make_guest(event, people=2, breakout_group=group)
    scan(make_door(event), came)

    assert [tuple(each) for each in figures.by_group(event)] == [("Schulden hanteren", 3, 5)]


def test_a_door_counts_whom_it_let_in_and_not_who_was_taken_back(event: Event) -> None:
    device = paired(make_door(event, "Zijdeur"))
    stays, leaves = make_guest(event, people=3), make_guest(event, people=2)
    take(device, token=ticket(stays))
    take(device, uuid="8d3a8b5e-8f3f-4f4b-9c38-0d7a1f3a2b10", token=ticket(leaves))
    take(device, method=ScanMethod.UNDO, of="8d3a8b5e-8f3f-4f4b-9c38-0d7a1f3a2b10")

    assert [tuple(each) for each in figures.by_door(event)] == [("Zijdeur", 3)]


def test_arrivals_stand_in_steps_of_five_minutes_with_the_quiet_ones(event: Event) -> None:
    device = paired(make_door(event))
    for minutes in (0, 4, 12):
        guest = make_guest(event, people=1)
        take(device, token=ticket(guest), at=WHEN + timedelta(minutes=minutes, seconds=30))
    distant = make_guest(event, people=2, mode=AttendanceMode.ONLINE)
    online.arrive(distant, now=WHEN + timedelta(minutes=6))

    moments = figures.per_five_minutes(event)

    assert [moment.people for moment in moments] == [2, 2, 1]
    assert moments[0].begins == WHEN


def test_who_tried_the_door_hours_before_leaves_the_chart_short(event: Event) -> None:
    device = paired(make_door(event))
    for hours in (0, 6):
        moment = WHEN - timedelta(hours=hours)
        take(device, token=ticket(make_guest(event)), at=moment)

    assert [tuple(each) for each in figures.per_five_minutes(event)] == [(WHEN, 3)]


def test_the_page_shows_who_is_in_and_the_doors(team: Browser, event: Event) -> None:
    scan(make_door(event, "Zijdeur"), make_guest(event, people=3))
    make_guest(event, people=2)

    shown = team.get(page(event))

    assert "Binnen 3 van 5" in shown.text(".stats")
    assert shown.texts("#by-door td") == ["Zijdeur", "3"]
    assert len(shown.select("figure svg rect")) == 2


def test_a_quiet_evening_says_so(team: Browser, event: Event) -> None:
    assert "Er is nog niemand binnen." in team.get(page(event)).text("#now")


@pytest.mark.parametrize(
    ("people", "words"), [(20, None), (10, "De zaal is bijna vol."), (9, "De zaal is vol.")]
)
def test_staff_are_warned_when_the_room_fills_up(
    team: Browser, event: Event, people: int, words: str | None
) -> None:
    scan(make_door(event), make_guest(event, people=9))
    team.get(page(event))

    shown = team.submit("#limit", people=str(people))

    assert shown.texts("#now .notice b") == ([words] if words else [])


def test_the_limit_goes_when_the_field_is_emptied(team: Browser, event: Event) -> None:
    team.get(page(event))
    team.submit("#limit", people="40")

    team.submit("#limit", people="")

    assert figures.fire_limit(event) is None


@pytest.mark.parametrize("typed", ["0", "veel", "100001", "-3"])
def test_a_limit_that_cannot_be_is_refused_beside_its_field(
    team: Browser, event: Event, typed: str
) -> None:
    team.get(page(event))

    shown = team.submit("#limit", people=typed)

    assert shown.status == 422
    assert shown.text("#people-error")
    assert figures.fire_limit(event) is None


def test_no_more_seats_are_free_than_the_room_may_hold(team: Browser, event: Event) -> None:
    scan(make_door(event), make_guest(event, people=9))
    team.get(page(event))

    shown = team.submit("#limit", people="10")

    assert shown.text(".stats").partition("Vrije plekken ")[2] == "1"


def test_a_meeting_without_a_room_tells_of_who_is_online_alone(team: Browser) -> None:
    event = make_event(mode=EventMode.ONLINE, join_link="https://voorbeeld.nl/kamer")
    online.arrive(make_guest(event, people=2, mode=AttendanceMode.ONLINE), now=WHEN)

    assert team.get(page(event)).text(".stats") == "Aangemeld voor online en er 2 van 2"


def test_the_chart_shows_the_busy_hours_also_when_somebody_comes_back_late(event: Event) -> None:
    device = paired(make_door(event))
    take(device, token=ticket(make_guest(event)), at=WHEN)
    take(device, token=ticket(make_guest(event, people=1)), at=WHEN + timedelta(hours=9))

    moments = figures.per_five_minutes(event)

    assert (moments[0].begins, moments[0].people) == (WHEN, 3)
