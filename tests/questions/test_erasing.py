"""Answers go on the day that was told, also when the meeting is moved."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from academie.core import clock
from academie.core.db import db
from academie.core.formats import day_plain
from academie.events import service as events
from academie.events.models import Event
from academie.questions import retention, service
from academie.questions.models import OwnAnswer
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.questions.factories import make_question
from tests.registrations.factories import register
from tests.registrations.form import open_form


def left() -> int | None:
    return db.session.scalar(select(func.count()).select_from(OwnAnswer))


def move(event: Event, by: timedelta) -> None:
    """Give a meeting another date."""
    seats = {each.mode: each.capacity for each in event.seats}
    starts_at, ends_at = event.starts_at + by, event.ends_at + by
    events.change(event, now=NOW, capacities=seats, starts_at=starts_at, ends_at=ends_at)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("days", "answers"), [(13, 1), (14, 0)])
def test_answers_go_on_the_day_the_organiser_chose(days: int, answers: int) -> None:
    event = make_event()
    question = make_question(event)
    service.answer(register(event).id, {question.id: 1})

    retention.erase_due(event.ends_at + timedelta(days=days))

    assert left() == answers


@pytest.mark.usefixtures("app")
def test_answers_are_there_until_a_meeting_that_was_moved() -> None:
    event = make_event()
    question = make_question(event)
    service.answer(register(event).id, {question.id: 1})
    move(event, timedelta(weeks=4))

    retention.erase_due(event.ends_at - timedelta(hours=1))
    before = left()
    retention.erase_due(event.ends_at + timedelta(days=1))

    assert (before, left()) == (1, 0)


@pytest.mark.parametrize(("weeks", "days"), [(4, 1), (-20, 12 * 7)])
def test_the_form_tells_a_day_that_is_true_after_a_move(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, weeks: int, days: int
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event(starts_at=NOW + timedelta(weeks=30), ends_at=NOW + timedelta(weeks=30.1))
    question = make_question(event)
    move(event, timedelta(weeks=weeks))

    page = open_form(browser, event)

    day = day_plain((event.ends_at + timedelta(days=days)).date())
    assert page.text(f"#question_{question.ref}-hint").endswith(f"We wissen je antwoord op {day}.")
