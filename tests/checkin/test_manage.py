"""Doors, for staff."""

import pytest

from academie.accounts.models import RoleName
from academie.checkin import service
from academie.checkin.queries import doors
from academie.core import clock
from tests.browser import Browser
from tests.checkin.factories import make_door, make_guest, scan
from tests.factories import WHEN, make_event, make_user


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the meeting begin now."""
    monkeypatch.setattr(clock, "now", lambda: WHEN)


def test_an_organiser_makes_a_door_link_that_opens_the_door(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user(RoleName.ORGANISER, "eigen@voorbeeld.nl", [event]))
    browser.get(f"/beheer/bijeenkomsten/{event.ref}/deur")

    page = browser.submit("#make-door", name="Hoofdingang", kind="search")

    assert page.texts("section h3") == ["Hoofdingang"]
    url = page.text("section a")
    assert page.select("section svg.qr")
    assert Browser(browser.client.application).get(url).status == 200


def test_a_revoked_link_leaves_the_list_and_opens_nothing(browser: Browser) -> None:
    event = make_event()
    token = service.door_token(make_door(event))
    browser.sign_in(make_user())
    browser.get(f"/beheer/bijeenkomsten/{event.ref}/deur")

    page = browser.submit("section form")

    assert page.select("section") == []
    assert browser.get(f"/deur/{token}").status == 404
    assert doors(event)[0].revoked_at == WHEN


def test_a_door_needs_a_name(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user())
    browser.get(f"/beheer/bijeenkomsten/{event.ref}/deur")

    page = browser.submit("#make-door", name="")

    assert page.status == 422
    assert doors(event) == []


def test_staff_see_who_is_in_and_the_last_scans_without_names(browser: Browser) -> None:
    event = make_event()
    scan(make_door(event), make_guest(event), volunteer="Anna")
    make_guest(event, people=2)
    browser.sign_in(make_user())

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/deur")

    assert page.texts(".stats dd") == ["3 van 5"]
    assert page.texts("#scans tbody td") == ["19.30 uur", "Welkom", "3", "Hoofdingang, Anna", ""]
    assert "Fatima" not in page.text("main")
    assert "@voorbeeld.nl" not in page.text("main")


def test_the_door_of_somebody_elses_meeting_is_not_there(browser: Browser) -> None:
    event = make_event()
    link = make_door(event)
    browser.sign_in(make_user(RoleName.ORGANISER, "ander@voorbeeld.nl", [make_event(title="X")]))

    assert browser.get(f"/beheer/bijeenkomsten/{event.ref}/deur").status == 404
    assert doors(event) == [link]


def test_a_door_is_revoked_only_by_way_of_its_own_meeting(browser: Browser) -> None:
    own, other = make_event(), make_event(title="Kenniskring")
    mine, theirs = make_door(own), make_door(other)
    browser.sign_in(make_user(RoleName.ORGANISER, "eigen@voorbeeld.nl", [own]))
    page = browser.get(f"/beheer/bijeenkomsten/{own.ref}/deur")
    form = page.one("section form")
    form["action"] = str(form["action"]).replace(mine.ref, theirs.ref)

    assert browser.submit("section form").status == 404
    assert theirs.revoked_at is None
