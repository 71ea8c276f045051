"""Staff pages that put a meeting off, call it off, close it, open it again or throw it away."""

from datetime import timedelta

import pytest

from academie.events import queries, service
from academie.events.terms import EventStatus
from tests.browser import Browser
from tests.events.conftest import SetClock
from tests.events.pages import FORM, LIST, errors, the_only_event, url
from tests.factories import NOW, WHEN, make_event

pytestmark = pytest.mark.usefixtures("at")


@pytest.mark.parametrize(
    ("move", "hours", "status"),
    [
        ("uitstellen", 0, EventStatus.POSTPONED),
        ("sluiten", 24 * 8 + 8, EventStatus.CLOSED),
    ],
)
def test_a_move_asks_first_and_then_happens(
    team: Browser, at: SetClock, move: str, hours: int, status: EventStatus
) -> None:
    event = make_event()
    at(NOW + timedelta(hours=hours))
    asked = team.get(url(event, move))
    before = event.status

    page = team.submit(FORM)

    assert (asked.status, before) == (200, EventStatus.PUBLISHED)
    assert page.url == url(event)
    assert the_only_event().status is status


def test_a_wrong_move_is_refused_with_a_sentence(team: Browser) -> None:
    event = make_event()
    team.get(url(event, "sluiten"))

    page = team.submit(FORM)

    assert page.status == 409
    assert page.texts(".summary li") == [
        "Deze bijeenkomst moet nog beginnen. Je kunt haar nog niet sluiten."
    ]
    assert the_only_event().status is EventStatus.PUBLISHED


def test_a_meeting_is_called_off_with_its_reason(team: Browser) -> None:
    event = make_event()
    asked = team.get(url(event, "afzeggen"))
    empty = team.submit(FORM)

    page = team.submit(FORM, reason="De zaal is kapot.")

    assert "Komt er een nieuwe datum? Stel de bijeenkomst dan uit" in asked.text("main")
    assert asked.one("main p a[href$=uitstellen]")
    assert (empty.status, errors(empty)) == (
        422,
        {"reason": "Vul in waarom de bijeenkomst niet doorgaat."},
    )
    assert page.text(".notice[role=status]") == "De bijeenkomst gaat niet door."
    assert page.select(FORM) == []
    assert the_only_event().cancel_reason == "De zaal is kapot."


def test_a_meeting_that_is_over_cannot_be_changed_or_called_off(team: Browser) -> None:
    event = make_event()
    team.get(url(event))
    form = team.page
    team.get(url(event, "afzeggen"))
    service.cancel(event, reason="Ziek.", now=NOW)

    cancelled = team.submit(FORM, reason="Nog eens.")
    team.page = form
    changed = team.submit(FORM, title="Anders")

    assert (cancelled.status, changed.status) == (409, 409)
    assert changed.texts(".summary li") == [
        "Deze bijeenkomst is voorbij. Je kunt haar niet meer veranderen."
    ]


def test_a_postponed_meeting_comes_back_with_its_new_date(team: Browser) -> None:
    event = make_event()
    service.postpone(event, now=NOW)
    team.get(url(event))

    page = team.submit(FORM, day="8-4-2027", publish="1")

    event = the_only_event()
    assert page.text(".notice") == "De bijeenkomst is gepubliceerd."
    assert (event.status, event.sequence) == (EventStatus.PUBLISHED, 2)
    assert event.starts_at.date().isoformat() == "2027-04-08"


def test_a_closed_meeting_is_reopened(team: Browser, at: SetClock) -> None:
    event = make_event()
    later = WHEN + timedelta(hours=3)
    service.close(event, now=later)
    at(later + timedelta(hours=1))
    team.get(url(event, "heropenen"))

    team.submit(FORM)

    assert the_only_event().status is EventStatus.PUBLISHED


def test_a_draft_is_thrown_away(team: Browser) -> None:
    ref = make_event(published=False).ref
    team.get(f"{LIST}/{ref}/weggooien")

    page = team.submit(FORM)

    assert page.url == LIST
    assert queries.by_ref(ref) is None
