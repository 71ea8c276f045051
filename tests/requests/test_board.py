"""The board of requests: who is in which column, who waits, and how long it takes."""

from datetime import datetime, timedelta

import pytest

from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import MoneyState
from academie.planning.checklist import checklist
from academie.programme.queries import schedule
from academie.requests import service
from tests.browser import Browser, Page
from tests.factories import CONDITIONS, NOW, make_user
from tests.requests.factories import accept, make_draft, make_request
from tests.statements import asked_queries

BOARD = "/beheer/aanvragen"


def columns(page: Page) -> list[str]:
    return page.texts(".board h2")


@pytest.fixture
def team(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def test_an_empty_board_says_what_belongs_where(team: Browser) -> None:
    page = team.get(BOARD)

    assert columns(page) == ["Nieuw (0)", "In gesprek (0)", "Aangenomen (0)", "Afgewezen (0)"]
    assert page.texts(".board .soft")[3] == "Hier staan aanvragen die niet doorgaan, met de reden."
    assert "Nog geen aanvraag is gepubliceerd." in page.text("h1 + p")


def test_the_board_shows_each_request_in_its_column(team: Browser) -> None:
    user = make_user(email="ander@voorbeeld.nl")
    make_draft(email="klad@voorbeeld.nl")
    make_request(place="Nieuwstad")
    service.ask(make_request(place="Gesprekdam"), user=user, text="Wie?", now=NOW)
    service.decline(make_request(place="Nietveld"), user=user, reason="Te vroeg.", now=NOW)
    service.withdraw(make_request(place="Terugdijk"), now=NOW)

    page = team.get(BOARD)

    assert columns(page) == ["Nieuw (1)", "In gesprek (1)", "Aangenomen (0)", "Afgewezen (1)"]
    assert page.texts(".card h3") == ["Nieuwstad", "Gesprekdam", "Nietveld"]
    assert page.texts(".card")[0] == (
        "Nieuwstad Wens: Scholen en gemeente willen elkaar beter vinden. Bibliotheek Emmen, 1 maart"
        " Bijeenkomst: toegezegd Campagne: in overleg"
    )
    assert "Reden: Te vroeg." in page.texts(".card")[2]
    assert "Terugdijk , Bibliotheek Emmen" in page.texts("main > .wrap > ul li")


@pytest.mark.parametrize(
    ("weeks", "words"), [(3, []), (4, ["Wacht 4 weken op ons"]), (8, ["Wacht 8 weken op ons"])]
)
def test_a_request_that_waits_long_for_us_stands_out(
    team: Browser, weeks: int, words: list[str]
) -> None:
    make_request(now=NOW - timedelta(weeks=weeks))

    page = team.get(BOARD)

    assert page.texts(".card .late") == words


def test_a_requester_who_does_not_answer_stands_out(team: Browser) -> None:
    request = make_request(now=NOW - timedelta(weeks=10))
    asked = NOW - timedelta(weeks=8)
    user = make_user(email="ander@voorbeeld.nl")
    service.ask(request, user=user, text="Wie?", now=asked)
    assert team.get(BOARD).texts(".card .late") == ["Wacht 8 weken op antwoord"]

    service.answer(request, text="Wij.", now=asked + timedelta(days=1))

    assert team.get(BOARD).texts(".card .late") == ["Wacht 7 weken op ons"]


def test_the_board_tells_how_long_it_takes_in_the_middle(team: Browser) -> None:
    user = make_user(email="ander@voorbeeld.nl")
    for number, days in enumerate((10, 47, 300)):
        sent = NOW - timedelta(days=days)
        request = make_request(now=sent, email=f"{number}@voorbeeld.nl", **CONDITIONS)
        _publish(accept(request, user), NOW)

    page = team.get(BOARD)

    assert page.text("h1 + p") == (
        "Van wens tot publicatie duurt in het midden 47 dagen. Stand van 1 maart 2027."
    )


@pytest.mark.usefixtures("app")
def test_an_accepted_request_becomes_a_draft_with_tasks_and_a_programme() -> None:
    event = accept(make_request(), make_user(email="collega@voorbeeld.nl"))

    assert len(checklist(event, NOW).todo) == 24
    assert len(schedule(event)) == 10


def _publish(event: Event, now: datetime) -> None:
    event.venue = "De Heidehof"
    events.publish(event, now=now)
    db.session.commit()


def test_the_board_asks_the_same_few_questions_of_any_number(team: Browser) -> None:
    user = make_user(email="ander@voorbeeld.nl")

    def board() -> int:
        with asked_queries() as asked:
            team.get(BOARD)
        return len(asked)

    def add(number: int) -> None:
        service.ask(make_request(email=f"{number}v@voorbeeld.nl"), user=user, text="?", now=NOW)
        accept(make_request(email=f"{number}a@voorbeeld.nl"), user)
        db.session.commit()

    add(1)
    few = board()
    add(2)
    add(3)

    assert board() == few


def test_money_pledged_since_shows_on_the_board(team: Browser) -> None:
    event = accept(make_request(), make_user(email="ander@voorbeeld.nl"))
    event.campaign_money = MoneyState.PLEDGED

    page = team.get(BOARD)

    assert page.texts(".card li")[1] == "Campagne: toegezegd"
