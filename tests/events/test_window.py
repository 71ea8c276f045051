"""When the day of a meeting moves, so does the time in which people can register."""

from datetime import timedelta

import pytest

from tests.browser import Browser, current_values
from tests.events.conftest import SetClock
from tests.events.pages import FORM, errors, the_only_event, url
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("at")
YEAR = timedelta(days=366)
OPENS, CLOSES = WHEN - timedelta(days=7), WHEN - timedelta(days=2)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what pages do does not depend on it."""
    return sqlite_url


def test_registration_opens_and_closes_as_long_before_the_new_day(team: Browser) -> None:
    event = make_event(registration_opens_at=OPENS, registration_closes_at=CLOSES)
    form = current_values(team.get(url(event)).one(FORM)) | {"day": "9-3-2028"}

    statuses = [team.post(url(event), form).status for _press in ("first", "second")]

    event = the_only_event()
    assert statuses == [200, 200]
    assert event.starts_at == WHEN + YEAR
    assert (event.registration_opens_at, event.registration_closes_at) == (
        OPENS + YEAR,
        CLOSES + YEAR,
    )


def test_an_earlier_day_closes_registration_earlier_and_what_opened_stays_open(
    team: Browser, at: SetClock
) -> None:
    event = make_event(registration_opens_at=OPENS, registration_closes_at=CLOSES)
    at(OPENS + timedelta(hours=1))
    team.get(url(event))

    team.submit(FORM, day="7-3-2027")

    event = the_only_event()
    assert event.registration_opens_at == OPENS
    assert event.registration_closes_at == CLOSES - timedelta(days=2)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("31-13", "10.00"), {"opens_day": "Schrijf de datum zo: 9-3-2027."}),
        (("1-3-2027", "10 u"), {"opens_time": "Schrijf de tijd zo: 19.30."}),
    ],
)
def test_a_moment_that_cannot_be_read_is_not_called_half_filled_in(
    team: Browser, typed: tuple[str, str], told: dict[str, str]
) -> None:
    team.get(url(make_event()))

    page = team.submit(FORM, opens_day=typed[0], opens_time=typed[1])

    assert (page.status, errors(page)) == (422, told)


def test_what_somebody_typed_anew_does_not_move(team: Browser) -> None:
    event = make_event(registration_closes_at=CLOSES)
    team.get(url(event))

    team.submit(FORM, day="9-3-2028", closes_day="1-3-2028")

    moment = the_only_event().registration_closes_at
    assert moment is not None
    assert moment.date().isoformat() == "2028-03-01"


def test_a_moment_that_the_clock_skips_on_the_new_day_is_refused(team: Browser) -> None:
    event = make_event(registration_closes_at=NOW.replace(day=7, hour=1, minute=30))
    team.get(url(event))

    page = team.submit(FORM, day="30-3-2027")

    assert (page.status, list(errors(page))) == (422, ["closes_time"])


def test_an_opening_that_has_been_is_not_held_against_the_clock_of_the_new_day(
    team: Browser, at: SetClock
) -> None:
    opened = NOW.replace(day=7, hour=1, minute=30)
    event = make_event(registration_opens_at=opened)
    at(opened + timedelta(hours=1))
    team.get(url(event))

    page = team.submit(FORM, day="30-3-2027")

    assert (page.status, errors(page)) == (200, {})
    assert the_only_event().registration_opens_at == opened


def test_both_moments_stand_in_what_a_move_brings_about(team: Browser) -> None:
    event = make_event(registration_closes_at=CLOSES)
    register(event)
    team.get(url(event))

    page = team.submit(FORM, day="16-3-2027")

    assert page.texts("tbody th")[:2] == ["Wanneer", "Aanmelden kan tot"]
