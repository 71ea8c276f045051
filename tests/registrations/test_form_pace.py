"""Programs that fill in forms, and people who are taken for one."""

from datetime import timedelta

import pytest
from flask import current_app

from academie.core import clock
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.registrations.form import open_form, send, the_registration

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TOO_FAST = "Dat ging heel snel. Kijk je gegevens na en druk nog een keer op de knop."


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_whoever_is_faster_than_people_is_asked_to_press_again(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(current_app.config, "LEAST_SECONDS", 2)
    open_form(browser, make_event())

    hasty = send(browser, phone="0612345678")
    later(monkeypatch, 3)
    page = browser.submit()

    assert hasty.status == 422
    assert hasty.texts(".summary li") == [TOO_FAST]
    assert page.text("h1") == "Je bent aangemeld"
    assert the_registration().phone == "+31612345678"


@pytest.mark.parametrize("stamp", ["", "1", "1.wrong", "x" * 400, "é"])
def test_a_stamp_that_is_none_of_ours_is_renewed(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, stamp: str
) -> None:
    monkeypatch.setitem(current_app.config, "LEAST_SECONDS", 2)
    open_form(browser, make_event())

    refused = send(browser, seen_at=stamp)
    later(monkeypatch, 3)
    page = browser.submit()

    assert refused.status == 422
    assert page.text("h1") == "Je bent aangemeld"


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=seconds))


def test_the_trap_is_out_of_reach_of_people(browser: Browser) -> None:
    page = open_form(browser, make_event())

    trap = page.one("#website")
    hidden = trap.find_parent(attrs={"aria-hidden": "true"})
    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"
    assert hidden is not None


def test_whoever_steps_in_the_trap_presses_once_more(browser: Browser) -> None:
    open_form(browser, make_event())

    trapped = send(browser, website="https://voorbeeld.nl", family_name="Demir")
    page = browser.submit()

    assert trapped.status == 422
    assert trapped.one("#website").get("value", "") == ""
    assert trapped.one("#family_name")["value"] == "Demir"
    assert page.text("h1") == "Je bent aangemeld"


def test_whose_browser_keeps_no_cookie_reads_what_to_do(browser: Browser) -> None:
    open_form(browser, make_event())
    browser.client.delete_cookie(current_app.config["SESSION_COOKIE_NAME"])

    page = send(browser)

    assert page.status == 400
    assert "Zet cookies aan voor deze website." in page.text("main")


def test_a_form_of_another_visit_is_said_to_be_old(browser: Browser) -> None:
    open_form(browser, make_event())

    page = send(browser, csrf_token="oud")  # noqa: S106 - it is no password

    assert page.status == 400
    assert "Deze pagina stond te lang open." in page.text("main")
