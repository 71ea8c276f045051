"""Vraag en aanbod: what people need and offer over all meetings, so that they find each other."""

from datetime import timedelta

import pytest
from flask import Flask

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.evaluations import retention, review
from academie.evaluations.terms import Choice, LeaveOutReason, Need, Question
from academie.events.models import Event
from academie.reference.models import Province
from academie.reference.queries import current_challenges
from tests.browser import Browser
from tests.evaluations.factories import (
    NEXT_DAY,
    answers,
    count_in,
    make_joiner,
    make_text,
)
from tests.factories import make_event, make_user
from tests.statements import asked_queries

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

MARKET = "/beheer/vraag-en-aanbod"


@pytest.fixture(autouse=True)
def _the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NEXT_DAY)


@pytest.fixture
def staff(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def two_meetings() -> tuple[Event, Event]:
    """Make a meeting in Friesland about opgave 1 and one in Zeeland about opgave 2."""
    first, second = current_challenges()[:2]
    return (
        make_event(title="Friesland", province=Province.FRIESLAND, challenges=[first]),
        make_event(title="Zeeland", province=Province.ZEELAND, challenges=[second]),
    )


def test_needs_offers_and_people_of_all_meetings_stand_together(staff: Browser) -> None:
    first, second = two_meetings()
    make_text(first, Question.NEEDED, "Een ruimte")
    make_text(second, Question.OFFERED, "Een buurthuis")
    make_text(second, Question.TOMORROW, "Bellen")
    make_joiner(first)

    page = staff.get(MARKET)

    assert page.texts(".card .lines") == ["Een ruimte", "Een buurthuis"]
    assert page.texts("tbody tr a")[0] == "Samira"
    assert "Bellen" not in page.text("main")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("provincie=zeeland", ["Zeeuws"]),
        ("opgave=meedoen", ["Fries"]),
        ("behoefte=reach", ["Fries"]),
        ("behoefte=reach&provincie=zeeland", []),
        ("behoefte=onzin&opgave=x&provincie=9", ["Fries", "Zeeuws"]),
    ],
)
def test_the_market_place_is_filtered(staff: Browser, query: str, found: list[str]) -> None:
    first, second = two_meetings()
    review.sort(make_text(first, text="Fries"), Need.REACH)
    make_text(second, text="Zeeuws")

    page = staff.get(f"{MARKET}?{query}")

    assert sorted(page.texts(".card .lines")) == found


def test_what_was_left_out_is_not_on_the_market(staff: Browser) -> None:
    text = make_text(make_event())
    review.leave_out(text, LeaveOutReason.PERSON, now=NEXT_DAY)

    assert staff.get(MARKET).select(".card") == []
    assert staff.get(f"{MARKET}/antwoord/{text.ref}").status == 404


def test_staff_say_what_a_need_is_about_and_who_was_found(staff: Browser) -> None:
    text = make_text(make_event())
    staff.get(f"{MARKET}/antwoord/{text.ref}")

    page = staff.submit("main form", need="cooperation", connected="y", note="De bieb helpt.")

    db.session.refresh(text)
    assert page.url == MARKET
    assert "Verbonden op 10 maart 2027" in page.text(".card")
    assert (text.need, text.connected_note) == (Need.COOPERATION, "De bieb helpt.")


def test_connecting_is_taken_back(staff: Browser) -> None:
    text = make_text(make_event())
    review.connect(text, "De bieb helpt.", now=NEXT_DAY)
    staff.get(f"{MARKET}/antwoord/{text.ref}")

    page = staff.submit("main form", connected=None)

    db.session.refresh(text)
    assert "Nog niet verbonden" in page.text(".card")
    assert (text.connected_on, text.connected_note) == (None, None)


def test_connecting_somebody_by_name(staff: Browser) -> None:
    joiner = make_joiner(make_event())
    page = staff.get(f"{MARKET}/meedoener/{joiner.ref}")

    after = staff.submit("main form", connected="y", note="Met de school.")

    assert page.one('main a[href^="mailto:"]').get_text() == "samira@voorbeeld.nl"
    assert "Verbonden op 10 maart 2027" in after.text("tbody")


def test_a_note_that_is_too_long_is_refused_and_kept(staff: Browser) -> None:
    joiner = make_joiner(make_event())
    staff.get(f"{MARKET}/meedoener/{joiner.ref}")

    page = staff.submit("main form", connected="y", note="x" * 501)

    assert (page.status, page.text("#note-error")) == (
        422,
        "Maak dit korter: hooguit 500 tekens.",
    )


def test_an_organiser_sees_own_meetings_alone(browser: Browser) -> None:
    own, other = two_meetings()
    make_text(own, text="Van mij")
    theirs, joiner = make_text(other, text="Van hen"), make_joiner(other)
    browser.sign_in(make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [own]))

    page = browser.get(MARKET)

    assert page.texts(".card .lines") == ["Van mij"]
    assert "Samira" not in page.text("main")
    assert browser.get(f"{MARKET}/antwoord/{theirs.ref}").status == 404
    assert browser.get(f"{MARKET}/meedoener/{joiner.ref}").status == 404


def test_ticked_needs_are_counted_per_meeting_and_small_groups_hidden(staff: Browser) -> None:
    first, second = two_meetings()
    answers(first, 9, Choice.REACH)
    answers(first, 6, Choice.INCOME)
    answers(second, 4, Choice.REACH)
    count_in(NEXT_DAY + timedelta(weeks=5))

    page = staff.get(f"{MARKET}?behoefte=reach")

    assert page.texts("table td") == ["Friesland , Friesland", "9"]


def test_the_market_asks_as_many_queries_for_three_as_for_one(staff: Browser) -> None:
    counts = []
    for number in (1, 2):
        for _each in range(number):
            event = make_event()
            make_text(event)
            make_joiner(event)
            answers(event, 5, Choice.REACH)
        count_in()
        with asked_queries() as asked:
            staff.get(MARKET)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("days", "kept"), [(729, True), (731, False)])
def test_notes_are_forgotten_after_two_years(
    app: Flask,  # noqa: ARG001
    days: int,
    kept: bool,
) -> None:
    text, joiner = make_text(event := make_event()), make_joiner(event)
    for item in (text, joiner):
        review.connect(item, "De bieb helpt.", now=NEXT_DAY)

    retention.erase_due(event.ends_at + timedelta(days=days))
    db.session.commit()

    assert (text.connected_note is not None) is kept
    assert (joiner.connected_note is not None) is kept
    assert text.connected_on == joiner.connected_on == NEXT_DAY.date()
