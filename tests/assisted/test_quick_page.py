"""What the quick page and the page of tickets say, to staff and to who helps."""

import pytest

from academie.core import clock
from academie.core.db import db
from tests.assisted.factories import address, make_link, send_form
from tests.assisted.factories import party as somebody
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import reserve


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_where_seats_are_kept_each_row_asks_as_what_people_come(browser: Browser) -> None:
    event = make_event(capacity=2)
    reserve(event, 2)
    link = make_link(event)

    page = browser.get(address(link))
    done = browser.submit("main form", **{"rij1-given_name": "Anna", "rij1-audience": "resident"})

    assert page.texts("main form > p")[0] == (
        "We houden plekken vrij voor bewoners. Kies daarom in elke rij wie er meedoet."
    )
    assert len(page.select("fieldset > .line [name$=audience]")) == 8
    assert len(done.select(".ticket")) == 1


def test_where_none_are_kept_that_is_folded_away(browser: Browser) -> None:
    page = browser.get(address(make_link(make_event())))

    assert not page.select("fieldset > .line [name$=audience]")
    assert "We houden plekken vrij" not in page.text("main")


def test_when_all_wait_nobody_is_told_to_print(browser: Browser) -> None:
    event = make_event(capacity=0)
    browser.get(address(make_link(event)))
    helped = browser.submit("main form", **{"rij1-given_name": "Anna"})
    user = make_user()
    visit = send_form(event, somebody(), by=user)
    browser.sign_in(user)

    shown = browser.get(f"/beheer/bijeenkomsten/{event.ref}/kaartjes/{visit.ref}")

    assert "geen kaartjes voor Publieksacademie Leeuwarden om te printen" in helped.text("main")
    assert "Print de kaartjes" not in helped.text("main")
    assert shown.texts(".noprint h2")[0] == "Nog geen kaartjes"
    assert "Lees de code voor" not in shown.text("main")


def test_a_meeting_without_a_number_asks_to_mail(browser: Browser) -> None:
    event = make_event(capacity=0)
    event.phone = ""
    db.session.commit()
    browser.sign_in(make_user())

    pages = [
        browser.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/nieuw"),
        browser.get(address(make_link(event))),
        browser.submit("main form", **{"rij1-given_name": "Anna"}),
    ]

    for page in pages:
        assert "Mail leeuwarden@voorbeeld.nl" in page.text("main")
        assert not page.select('main a[href="tel:"]')
        assert "Bel ." not in page.text("main")
