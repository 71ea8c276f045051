"""Handing the addresses of the newsletter to whoever sends it."""

import csv
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.accounts.models import AccessAction, AccessLogLine
from academie.core import clock
from academie.core.db import db
from academie.registrations import consents, retention
from academie.registrations.models import Consent, ConsentKind, Registration
from academie.registrations.more import More
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import register

PATH = "/beheer/nieuwsbrief/adressen"
WISH = More(consents=frozenset({ConsentKind.NEWSLETTER}))


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def team(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def wish() -> Registration:
    """Let one guest want the newsletter, and another not."""
    event = make_event()
    register(event, "bram@voorbeeld.nl")
    return register(event, more=WISH)


def handed(team: Browser, **ticked: str) -> list[tuple[str, str]]:
    """Download the file, and read who wants what."""
    team.get(PATH)
    page = team.submit("main form", **ticked)
    text = page.response.get_data().decode("utf-8-sig")
    lines = csv.DictReader(text.splitlines(), delimiter=";")
    return [(line["E-mailadres"], line["Wil"]) for line in lines]


def test_who_ticked_the_box_is_handed_once_and_that_is_logged(team: Browser) -> None:
    wish()

    first, second = handed(team), handed(team)

    assert (first, second) == ([("fatima@voorbeeld.nl", "aanmelden")], [])
    logged = select(func.count()).select_from(AccessLogLine).filter_by(subject="newsletter")
    assert db.session.scalar(logged.filter_by(action=AccessAction.EXPORT)) == 2


def test_a_file_that_got_lost_can_be_had_again(team: Browser) -> None:
    wish()
    handed(team)

    assert handed(team, again="y") == [("fatima@voorbeeld.nl", "aanmelden")]


def test_who_takes_it_back_stops_the_newsletter(team: Browser) -> None:
    guest = wish()
    handed(team)
    consents.withdraw(guest, ConsentKind.NEWSLETTER, now=NOW + timedelta(hours=1))
    db.session.commit()

    assert handed(team) == [("fatima@voorbeeld.nl", "afmelden")]


def test_who_takes_it_back_before_is_never_handed(team: Browser) -> None:
    consents.withdraw(wish(), ConsentKind.NEWSLETTER, now=NOW)
    db.session.commit()

    assert handed(team) == []


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_it_is_forgotten_thirty_days_after_it_was_handed(
    team: Browser, days: int, left: int
) -> None:
    wish()
    handed(team)

    retention.erase_due(NOW + timedelta(days=days))

    assert db.session.scalar(select(func.count()).select_from(Consent)) == left


def test_what_was_never_handed_goes_with_the_address(app: Flask) -> None:
    guest = wish()

    retention.erase_due(guest.event.ends_at + timedelta(weeks=13))

    db.session.refresh(guest)
    assert guest.email is None
    assert app
