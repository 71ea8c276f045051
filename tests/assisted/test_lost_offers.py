"""Who let an offer run out hears of it by telephone, when no mail reaches them."""

from datetime import timedelta

import pytest

from academie.accounts.models import User
from academie.assisted import calls
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import service as events
from academie.events.terms import AttendanceMode
from academie.registrations import offers, service
from tests.assisted.factories import by_phone, calls_address, move_hall
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("time")


def test_whose_offer_ran_out_is_called_each_time_until_the_line_is_left(user: User) -> None:
    event = make_event(capacity=1)
    taken = register(event)
    (anna,) = by_phone(event, user, "Anna")
    service.cancel(taken, now=NOW)

    words = []
    for day in (1, 2):
        later = NOW + timedelta(days=day, hours=day)
        offers.expire_due(later)
        db.session.commit()
        words.append([line.news for line in calls.to_call(event, later)])
        offers.offer_free_seats(later)
        db.session.commit()

    gone = "Er was een plek vrij, maar er kwam geen antwoord. De plek is weer weg."
    assert words == [[], [f"{gone} Deze persoon staat niet meer op de wachtlijst."]]
    calls.note_call(anna, by=user, now=NOW)
    calls.note_call(anna, by=user, now=NOW)
    assert calls.to_call(event, NOW) == []
    assert [call.registration.given_name for call in calls.made(event)] == ["Anna"]
    calls.take_back(anna)
    assert len(calls.to_call(event, NOW)) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_call_tells_of_an_offer_that_ran_out_and_of_a_change(
    browser: Browser, user: User
) -> None:
    event = make_event(capacity=1)
    taken = register(event)
    (anna, bram) = by_phone(event, user, "Anna", "Bram")
    service.cancel(taken, now=NOW)
    offers.expire_due(NOW + timedelta(days=1))
    db.session.commit()
    move_hall(event)
    browser.sign_in(user)

    page = browser.get(calls_address(event))
    told = page.texts("section.card h3 ~ p")
    page = browser.submit(f"[aria-labelledby='call-{anna.ref}'] form")

    assert sum("De plek is weer weg." in words for words in told) == 1
    assert bram.ref in str(page.select("section.card"))
    assert "Anna, gebeld door Janneke" in page.text(".task")


def test_of_two_calls_the_last_is_taken_back_or_the_one_that_is_named(user: User) -> None:
    event = make_event(capacity=1)
    taken = register(event)
    (anna, _bram) = by_phone(event, user, "Anna", "Bram")
    service.cancel(taken, now=NOW)
    offers.expire_due(NOW + timedelta(days=1))
    calls.note_call(anna, by=user, now=NOW)
    move_hall(event)
    calls.note_call(anna, by=user, now=NOW + timedelta(minutes=5))

    calls.take_back(anna)
    after_the_last = [line for line in calls.to_call(event, NOW) if line.registration is anna]
    calls.note_call(anna, by=user, now=NOW + timedelta(minutes=6))
    calls.take_back(anna, NOW.isoformat())
    after_the_first = [line for line in calls.to_call(event, NOW) if line.registration is anna]

    assert [line.news for line in after_the_last] == ["De bijeenkomst is veranderd."]
    assert [line.changes for line in after_the_first] == [()]
    with pytest.raises(IllegalMoveError):
        calls.take_back(anna, NOW.isoformat())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_call_from_an_older_page_does_not_hide_what_came_after_it(
    browser: Browser, user: User
) -> None:
    event = make_event(capacity=1)
    taken = register(event)
    (anna, _bram) = by_phone(event, user, "Anna", "Bram")
    capacities = {AttendanceMode.ONSITE: 1}
    events.change(event, now=NOW, capacities=capacities, venue="De Klok")
    service.cancel(taken, now=NOW)
    db.session.commit()
    browser.sign_in(user)
    browser.get(calls_address(event))
    offers.expire_due(NOW + timedelta(days=1))
    db.session.commit()

    page = browser.submit(f"[aria-labelledby='call-{anna.ref}'] form")
    words = page.text(f"[aria-labelledby='call-{anna.ref}']")
    again = browser.submit(f"[aria-labelledby='call-{anna.ref}'] form")

    assert (page.status, page.text("[role=status]")) == (409, str(calls.MoreToTellError.message))
    assert "De plek is weer weg." in words
    assert "Anna, gebeld door Janneke" in again.text(".task")
