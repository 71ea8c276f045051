"""What a meeting makes of its programme and its seats shows at the ingredients of its format."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from academie.core.db import db
from academie.events.models import Event
from academie.planning.copying import copy_event
from academie.planning.following import fields_of, followed, item_of
from academie.planning.terms import IngredientState
from academie.programme import service as programme
from academie.programme.models import SessionItem
from academie.programme.queries import schedule
from tests.browser import Browser
from tests.factories import NOW, WHEN
from tests.planning.factories import ingredient, make_planned
from tests.statements import asked_queries

BREAK = "pauze"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what pages do does not depend on it."""
    return sqlite_url


def item(event: Event, key: str = BREAK) -> SessionItem | None:
    return item_of(ingredient(event, key))


def said(event: Event, key: str = BREAK) -> tuple[IngredientState, str | None]:
    db.session.rollback()
    row = ingredient(event, key)
    return row.state, row.note


def open_item(team: Browser, event: Event) -> None:
    row = item(event)
    assert row
    team.get(f"/beheer/bijeenkomsten/{event.ref}/programma/{row.ref}")


def test_an_item_that_is_changed_is_told_and_back_again(team: Browser) -> None:
    event = make_planned()
    open_item(team, event)

    team.submit("#change", minutes="25")
    changed = said(event)
    open_item(team, event)
    team.submit("#change", minutes="10")

    assert changed == (
        IngredientState.ADAPTED,
        "Nu: 60 minuten na het begin, duurt 25 minuten.",
    )
    assert said(event) == (IngredientState.AS_FORMAT, None)


def test_an_item_of_the_format_goes_only_with_the_reason(team: Browser) -> None:
    event = make_planned()
    open_item(team, event)

    asked = team.submit('form[action$="/weg"]', reason="")
    still_there = item(event)
    gone = team.submit('form[action$="/weg"]', reason="Te weinig tijd.")

    assert (asked.status, asked.text("#reason-error")) == (422, "Schrijf op waarom je dit weglaat.")
    assert still_there is not None
    assert gone.status == 200
    assert (item(event), said(event)) == (None, (IngredientState.LEFT_OUT, "Te weinig tijd."))


def test_an_item_that_staff_added_goes_without_a_reason(team: Browser) -> None:
    event = make_planned()
    own = programme.add_item(event, now=NOW, kind="break", title="Koffie", minutes=5)
    db.session.commit()
    page = team.get(f"/beheer/bijeenkomsten/{event.ref}/programma/{own.ref}")

    team.submit('form[action$="/weg"]')

    assert page.select("#reason") == []
    assert "Koffie" not in [slot.item.title for slot in schedule(event)]


def test_what_is_marked_left_out_leaves_the_programme_and_comes_back(team: Browser) -> None:
    event = make_planned()
    before = [slot.item.title for slot in schedule(event)]
    address = (
        f"/beheer/bijeenkomsten/{event.ref}/draaiboek/onderdelen/{ingredient(event, BREAK).ref}"
    )

    team.get(address)
    team.submit("main form", state="left_out", note="Te weinig tijd.")
    without = [slot.item.title for slot in schedule(event)]
    team.get(address)
    team.submit("main form", state="as_format", note="")

    assert set(before) - set(without) == {ingredient(event, BREAK).ingredient.title}
    assert [slot.item.title for slot in schedule(event)] == before


def test_other_seats_are_told_and_words_of_staff_stay(team: Browser) -> None:
    event = make_planned()
    seats = next(
        row.ingredient.key
        for row in db.session.scalars(select(type(ingredient(event, BREAK))))
        if row.ingredient.number
    )
    for capacity in ("90", "150", "80"):
        team.get(f"/beheer/bijeenkomsten/{event.ref}")
        team.submit("main form", capacity_onsite=capacity)
        if capacity == "150":
            assert said(event, seats) == (IngredientState.AS_FORMAT, None)
    row = ingredient(event, seats)
    assert (row.state, row.note) == (IngredientState.ADAPTED, "80 plekken.")
    row.note = "De kleine zaal."
    db.session.commit()

    team.get(f"/beheer/bijeenkomsten/{event.ref}")
    team.submit("main form", capacity_onsite="70")

    assert said(event, seats)[1] == "De kleine zaal."


def test_a_copy_knows_of_each_item_where_it_came_from(team: Browser) -> None:
    del team
    event = make_planned()

    copy = copy_event(event, day=WHEN.date(), organisers=[], now=NOW)

    row = item(copy)
    assert row is not None
    assert row.event is copy


@pytest.mark.usefixtures("app")
def test_following_asks_the_same_however_many_items_there_are() -> None:
    event = make_planned()
    db.session.commit()

    with asked_queries() as asked, followed(event):
        pass

    assert len(asked) <= 6


@pytest.mark.usefixtures("app")
def test_an_ingredient_is_one_item_of_the_programme_at_most() -> None:
    event = make_planned()

    with pytest.raises(IntegrityError):
        programme.add_item(event, now=NOW, **fields_of(ingredient(event, BREAK)))
