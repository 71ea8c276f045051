"""Links for organisations that help, as the organiser makes and ends them."""

import pytest
from flask import Flask

from academie.assisted import queries
from academie.core.db import db
from tests.assisted.factories import make_link, party, send_form
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.statements import asked_queries

pytestmark = pytest.mark.usefixtures("time")


def test_a_link_is_made_shown_and_revoked(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user())
    url = f"/beheer/bijeenkomsten/{event.ref}/helpers"
    browser.get(url)

    page = browser.submit("#make-link", organisation="Voedselbank Leeuwarden", seats="20")

    (row,) = queries.numbers(event)
    assert page.text("section h3") == "Voedselbank Leeuwarden"
    address = str(page.one(".copy input")["value"])
    assert address.startswith("http://127.0.0.1:8000/helpen/")
    assert page.text("section h3 + p") == "0 personen aangemeld, van 20"
    assert browser.get(address.removeprefix("http://127.0.0.1:8000")).status == 200

    browser.get(url)
    page = browser.submit("section form")
    assert "De link werkt niet meer." in page.text("section")
    assert browser.get(address.removeprefix("http://127.0.0.1:8000")).status == 404
    assert row.link.revoked_at == NOW


@pytest.mark.parametrize("seats", ["0", "-1", "x", "99999999999999999999", "1001"])
def test_a_link_asks_for_a_name_and_a_sensible_limit(browser: Browser, seats: str) -> None:
    browser.sign_in(make_user())
    browser.get(f"/beheer/bijeenkomsten/{make_event().ref}/helpers")

    page = browser.submit("#make-link", organisation="", seats=seats)

    assert page.status == 422
    assert len(page.texts(".summary a")) == 2


def test_a_draft_has_no_links(browser: Browser) -> None:
    browser.sign_in(make_user())
    browser.get(f"/beheer/bijeenkomsten/{make_event(published=False).ref}/helpers")

    page = browser.submit("#make-link", organisation="Voedselbank")

    assert page.texts(".summary li") == ["Publiceer de bijeenkomst eerst. Maak daarna een link."]


def test_three_links_cost_as_many_questions_as_one(app: Flask) -> None:
    del app
    counts = []
    for links in (1, 3):
        event = make_event()
        for number in range(links):
            send_form(event, party(), by=make_link(event, f"Voedselbank {number}"))
        db.session.refresh(event)
        with asked_queries() as asked:
            rows = queries.numbers(event)
        assert [row.people for row in rows] == [1] * links
        counts.append(len(asked))

    assert counts == [1, 1]
