"""The day of an accepted request: what to know of it first, and the wish that stays beside it."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.accounts.models import RoleName
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import MoneyState
from academie.requests import letters, service
from academie.requests.terms import MoneyLine
from tests.browser import Browser
from tests.factories import NOW, make_user
from tests.requests.factories import LETTER, TYPED, accept, make_request


@pytest.fixture
def visitor(sqlite_app: Flask) -> Browser:
    return Browser(sqlite_app)


def test_who_accepts_first_asks_what_to_know_of_the_day(visitor: Browser) -> None:
    request = make_request()
    visitor.sign_in(make_user())
    first = visitor.get(f"/beheer/aanvragen/{request.ref}/aannemen")

    outside = visitor.submit(day="27-4-2028", title="", check="1")
    unreadable = visitor.submit(day="31-2-2028", check="1")

    assert "Deze dag valt daarbuiten" not in first.text("main")
    assert outside.status == 200
    assert outside.texts("#let-op li")[0] == (
        "De aanvraag is voor 1 juni 2027 tot en met 1 juli 2027. Deze dag valt daarbuiten."
    )
    assert any("Koningsdag" in line for line in outside.texts("#let-op li"))
    assert unreadable.status == 422
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


def test_accepting_counts_only_once_the_warnings_could_be_read(visitor: Browser) -> None:
    request = make_request()
    visitor.sign_in(make_user())
    first = visitor.get(f"/beheer/aanvragen/{request.ref}/aannemen")

    asked = visitor.submit(day="27-4-2028", next_steps="We bellen je.")
    nothing_yet = db.session.scalar(select(func.count()).select_from(Event))
    done = visitor.submit()

    assert first.texts("#geld li") == [
        "Er ontbreekt een toezegging voor het geld voor de campagne."
    ]
    assert (asked.status, nothing_yet) == (409, 0)
    assert "nog niet aangenomen" in asked.text("[role=status]")
    assert any("Koningsdag" in line for line in asked.texts("#let-op li"))
    assert "We bellen je." in asked.text("[name=next_steps]")
    assert done.url == f"/beheer/aanvragen/{request.ref}"


def test_money_that_is_off_meanwhile_is_told_before_a_request_is_accepted(
    visitor: Browser,
) -> None:
    request = make_request(campaign_money=MoneyState.PLEDGED)
    visitor.sign_in(make_user())
    visitor.get(f"/beheer/aanvragen/{request.ref}/aannemen")
    changed = TYPED | {"campaign_money": MoneyState.NOT_YET}
    service.correct(request, now=NOW, **changed)
    db.session.commit()

    asked = visitor.submit(next_steps="We bellen je.")

    assert "nog niet aangenomen" in asked.text("[role=status]")
    assert len(asked.texts("#geld li")) == 1
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


def test_who_organises_reads_the_period_and_the_letters_of_the_request(visitor: Browser) -> None:
    request = make_request()
    letters.keep(request, MoneyLine.MEETING, LETTER, now=NOW)
    event = accept(request, make_user())
    visitor.sign_in(make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [event]))

    page = visitor.get(f"/beheer/bijeenkomsten/{event.ref}")

    assert page.text("#gevraagd") == "Gevraagd: 1 juni 2027 tot en met 1 juli 2027."
    assert "Brief voor de bijeenkomst: PDF, 1 kB." in page.text("aside")
    assert page.select('a[href*="/beheer/aanvragen/"]') == []
