"""An organisation that helps: a link, the quick page, and the tickets of its own last visit."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from academie.app import create_app
from academie.assisted import service, views
from academie.assisted.views import SHOWN_FOR
from academie.core.db import db
from academie.events import service as events
from academie.outbox.models import OutboxMessage
from academie.registrations.models import Registration
from tests import pdf_reading
from tests.assisted.factories import address, make_link, party, send_form
from tests.browser import Browser
from tests.clocks import Clock
from tests.conftest import test_settings
from tests.factories import NOW, make_event
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("time")


def send(browser: Browser, url: str, **fields: str) -> None:
    browser.get(url)
    browser.submit("main form", **{key.replace("_", "-", 1): fields[key] for key in fields})


def test_a_helper_registers_people_by_first_name_and_has_the_tickets_at_once(
    browser: Browser,
) -> None:
    event = make_event()
    url = address(make_link(event))

    send(browser, url, rij1_given_name="Anna", rij1_people="4", rij2_given_name="Bram")

    assert browser.page is not None
    assert browser.page.url == f"{url}/kaartjes"
    assert browser.page.text("h1") == "De aanmelding is gelukt"
    assert browser.page.texts(".ticket .qr + p") == [
        "Voor Anna, 4 personen",
        "Voor Bram, 1 persoon",
    ]
    printed = browser.get(f"{url}/kaartjes.pdf").response
    assert len(pdf_reading.read(printed.data).pages) == 2
    assert printed.headers["Cache-Control"] == "no-store"


def test_who_adds_somebody_to_a_form_that_was_sent_hears_that_only_the_first_counts(
    browser: Browser,
) -> None:
    event = make_event()
    url = address(make_link(event))
    form = browser.get(url)
    first = browser.submit("main form", **{"rij1-given_name": "Anna"})

    browser.page = form
    again = browser.submit("main form", **{"rij1-given_name": "Anna", "rij2-given_name": "Bram"})

    assert not first.select("[role=status]")
    assert again.text("[role=status]") == (
        "Dit formulier was al verstuurd. Er is niets dubbel aangemeld."
        " Mis je iemand? Meld die nog aan."
    )
    assert again.texts(".ticket .qr + p") == ["Voor Anna, 1 persoon"]


def test_a_helper_sees_only_the_parties_of_the_own_last_visit(app: Flask) -> None:
    event = make_event()
    url = address(make_link(event))
    one, other = Browser(app), Browser(app)
    send(one, url, rij1_given_name="Anna")
    send(other, url, rij1_given_name="Bram")

    assert one.get(f"{url}/kaartjes").texts(".qr + p") == ["Voor Anna, 1 persoon"]
    assert other.get(f"{url}/kaartjes").texts(".qr + p") == ["Voor Bram, 1 persoon"]
    send(one, url, rij1_given_name="Daan")
    assert one.get(f"{url}/kaartjes").texts(".qr + p") == ["Voor Daan, 1 persoon"]


def test_without_a_visit_of_its_own_a_browser_sees_nobody(browser: Browser, app: Flask) -> None:
    event = make_event()
    link, another = make_link(event), make_link(event, "Bibliotheek")
    send(browser, address(link), rij1_given_name="Anna")

    assert browser.get(f"{address(another)}/kaartjes").url == address(another)
    assert Browser(app).get(f"{address(link)}/kaartjes").url == address(link)
    assert Browser(app).get(f"{address(link)}/kaartjes.pdf").status == 404


def test_after_two_hours_the_tickets_are_gone_from_the_screen(
    browser: Browser, time: Clock
) -> None:
    url = address(make_link(make_event()))
    send(browser, url, rij1_given_name="Anna")

    time.at += SHOWN_FOR

    assert browser.get(f"{url}/kaartjes").url == url
    assert browser.get(f"{url}/kaartjes.pdf").status == 404


def test_the_answer_is_the_same_for_an_address_that_is_known(app: Flask) -> None:
    event = make_event()
    register(event, "fatima@voorbeeld.nl")
    url = address(make_link(event))
    pages = []
    for email in ("fatima@voorbeeld.nl", "nieuw@voorbeeld.nl"):
        browser = Browser(app)
        send(browser, url, rij1_given_name="Fatima", rij1_email=email)
        assert browser.page is not None
        pages.append(browser.page.text("main"))

    assert pages[0] == pages[1]
    assert "Die persoon hoort van ons per e-mail of er plek is." in pages[0]
    kinds = {row.kind for row in db.session.scalars(select(OutboxMessage))}
    assert kinds == {"registrations.confirmed"}


def test_who_waits_has_no_ticket_and_hears_what_to_do(browser: Browser) -> None:
    event = make_event(capacity=0)

    send(browser, address(make_link(event)), rij1_given_name="Anna")

    assert browser.page is not None
    assert browser.page.select(".ticket") == []
    assert browser.page.texts(".notice li") == ["Anna, 1 persoon"]


def test_a_link_without_room_says_so_above_the_form(browser: Browser) -> None:
    event = make_event()
    link = make_link(event, seats=3)
    send_form(event, party(people=2), by=link)

    send(browser, address(link), rij1_given_name="Anna", rij1_people="2")

    assert browser.page is not None
    assert browser.page.status == 422
    assert browser.page.texts(".summary li") == ["Met deze link kun je nog 1 persoon aanmelden."]
    assert browser.page.one("#rij1-given_name")["value"] == "Anna"


def test_a_link_says_beforehand_how_many_it_may_still_register(browser: Browser) -> None:
    event = make_event()
    free, some, none = (make_link(event, seats=seats) for seats in (None, 3, 2))
    for link in (some, none):
        send_form(event, party(people=2), by=link)

    assert "Met deze link" not in browser.get(address(free)).text("main")
    page = browser.get(address(some))
    assert "Met deze link kun je nog 1 persoon aanmelden." in page.text("main")
    assert page.select("main form")
    page = browser.get(address(none))
    assert "Met deze link kun je niemand meer aanmelden. Bel de organisator." in page.text("main")
    assert page.select("main form") == []


def test_a_revoked_link_opens_nothing_not_even_the_last_tickets(browser: Browser) -> None:
    link = make_link(make_event())
    url = address(link)
    send(browser, url, rij1_given_name="Anna")
    service.revoke_link(link, now=NOW)
    db.session.commit()

    for path in ("", "/kaartjes", "/kaartjes.pdf"):
        page = browser.get(url + path)
        assert page.status == 404
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert "Vraag een nieuwe link aan de organisator" in browser.get(url).text("main")


def test_a_form_that_was_open_when_the_link_ended_registers_nobody(browser: Browser) -> None:
    link = make_link(make_event())
    browser.get(address(link))
    service.revoke_link(link, now=NOW)
    db.session.commit()

    page = browser.submit("main form", **{"rij1-given_name": "Anna"})

    assert page.status == 404
    assert db.session.scalars(select(Registration)).all() == []


def test_when_registration_has_closed_the_page_says_whom_to_call(
    browser: Browser, time: Clock
) -> None:
    event = make_event(registration_closes_at=NOW + timedelta(hours=1))
    url = address(make_link(event))
    browser.get(url)
    time.at += timedelta(hours=2)

    late = browser.submit("main form", **{"rij1-given_name": "Anna"})

    assert "De aanmelding is gesloten. Bel 058-234 56 78." in late.text("main")
    assert browser.get(url).select("main form") == []


def test_a_meeting_that_is_called_off_takes_nobody(browser: Browser) -> None:
    event = make_event()
    url = address(make_link(event))
    events.cancel(event, reason="De zaal is dicht.", now=NOW)
    db.session.commit()

    assert browser.get(url).select("main form") == []


def test_a_link_takes_no_more_forms_an_hour_than_a_busy_desk_sends(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PER_LINK", "2 per hour")
    settings = test_settings(sqlite_url, tmp_path)
    limited = create_app(settings, TESTING=True, RATELIMIT_ENABLED=True, WTF_CSRF_ENABLED=False)
    with limited.app_context():
        event = make_event()
        url, other = address(make_link(event)), address(make_link(event, "Bibliotheek"))
        visit = {"key": str(uuid.uuid4()), "rij1-given_name": "Anna", "rij1-people": "1"}
        browser = Browser(limited)

        pages = [browser.post(url, visit) for _ in range(3)]

        assert [page.status for page in pages] == [200, 200, 429]
        assert pages[-1].text("h1") == "Dit gaat even te snel"
        assert "Wacht even en probeer het later opnieuw." in pages[-1].text("main")
        assert pages[-1].response.headers["Referrer-Policy"] == "no-referrer"
        assert pages[-1].response.headers["X-Robots-Tag"] == "noindex"
        assert browser.post(other, visit).status == 422
        db.engine.dispose()
