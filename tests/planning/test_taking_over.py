"""What a planned meeting takes over from a newer version of its format, one press at a time."""

import pytest

from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.planning import formats, overview, queries, service
from academie.planning.following import item_of
from academie.planning.taking_over import take_over
from academie.planning.terms import IngredientState, Part
from tests.browser import Browser
from tests.factories import NOW, make_user
from tests.planning.factories import ingredient, issue_version, make_planned, make_version

pytestmark = pytest.mark.usefixtures("app")
ONSITE_SEATS = 150


def flyer_days(event: Event) -> int | None:
    (task,) = queries.tasks_from(ingredient(event, "flyer"))
    return task.days


def test_what_was_taken_over_is_no_longer_news() -> None:
    event = make_planned()
    newest = issue_version()
    new = next(row for row in newest.ingredients if row.title == "Kinderraad")

    done = [take_over(event, key, now=NOW) for key in (new.key, "flyer", "pauze")]

    news = overview.overview(event).news
    assert done == [True, True, True]
    assert news is not None
    assert news.is_empty
    assert "Kinderraad" in [row.ingredient.title for row in queries.ingredients_of(event)]
    assert flyer_days(event) == -70
    assert ingredient(event, "pauze").state is IngredientState.LEFT_OUT


def test_taking_over_twice_does_nothing() -> None:
    event = make_planned()
    issue_version()
    take_over(event, "flyer", now=NOW)

    assert not take_over(event, "flyer", now=NOW)
    assert not take_over(event, "bestaat-niet", now=NOW)


def test_an_item_that_nobody_changed_follows_and_seats_say_that_they_are_other() -> None:
    event, own = make_planned(), make_planned(title="Eigen")
    changed = item_of(ingredient(own, "pauze"))
    assert changed is not None
    changed.minutes = 20
    made = make_version()
    rows = {row.key: row for row in made.ingredients}
    (seats,) = (row for row in made.of(Part.CAPACITY) if row.number == ONSITE_SEATS)
    formats.change(rows["pauze"], minutes=15)
    formats.change(seats, number=99)
    formats.issue(made, note="Langer pauze.", now=NOW)

    for one in (event, own):
        take_over(one, "pauze", now=NOW)
    take_over(event, seats.key, now=NOW)

    followed = item_of(ingredient(event, "pauze"))
    assert followed is not None
    assert (followed.minutes, changed.minutes) == (15, 20)
    assert ingredient(event, "pauze").state is IngredientState.AS_FORMAT
    assert ingredient(event, seats.key).note == "150 plekken."
    assert [pool.capacity for pool in event.pools] == [ONSITE_SEATS]


def test_a_day_that_staff_chose_and_a_task_that_is_done_stay() -> None:
    chosen, done = make_planned(), make_planned(title="Klaar")
    issue_version()
    (task,) = queries.tasks_from(ingredient(chosen, "flyer"))
    task.days = -33
    (ticked,) = queries.tasks_from(ingredient(done, "flyer"))
    service.tick(ticked, by=make_user(), now=NOW)
    before = ticked.days

    take_over(chosen, "flyer", now=NOW)
    take_over(done, "flyer", now=NOW)

    assert (flyer_days(chosen), flyer_days(done)) == (-33, before)


def test_each_difference_has_a_button(browser: Browser) -> None:
    event = make_planned()
    issue_version()
    browser.sign_in(make_user())
    address = f"/beheer/bijeenkomsten/{event.ref}/draaiboek"
    page = browser.get(address)
    assert len(page.select(".notice details form")) == 3

    page = browser.submit(f".notice form[action='{address}/overnemen/flyer']")

    assert "Het onderdeel is overgenomen." in page.text("body")
    assert page.text(".notice p b") == ("Er is een nieuwere blauwdruk: 1 onderdeel nieuw, 1 weg.")
    db.session.rollback()
    assert flyer_days(event) == -70


def test_a_meeting_that_is_called_off_hears_of_no_newer_version(browser: Browser) -> None:
    event = make_planned(published=True)
    issue_version()
    events.cancel(event, reason="Te weinig mensen.", now=NOW)
    browser.sign_in(make_user())

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/draaiboek")

    assert "nieuwere blauwdruk" not in page.text("main")
    assert "De flyer is er" not in page.text("aside")
