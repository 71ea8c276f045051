"""The organiser of a meeting lets names go sooner, and never later, than the house."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.events import keeping
from academie.registrations import consents
from academie.registrations.models import ConsentKind, Registration
from academie.registrations.retention import erase_due
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import register


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def _guest_kept(weeks: int) -> Registration:
    guest = register(make_event())
    keeping.keep_for(guest.event, weeks)
    db.session.commit()
    return guest


def _known_after(guest: Registration, moment: datetime) -> bool:
    erase_due(moment)
    db.session.commit()
    return guest.email is not None


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("weeks", "days", "known"),
    [
        (3, 20, True),
        (3, 22, False),
        (2, 15, False),
        (11, 76, True),
        (12, 83, True),
        (12, 85, False),
    ],
)
def test_names_go_when_the_organiser_says(weeks: int, days: int, known: bool) -> None:
    guest = _guest_kept(weeks)

    assert _known_after(guest, guest.event.ends_at + timedelta(days=days)) is known


@pytest.mark.usefixtures("app")
def test_who_wants_to_hear_on_is_kept_as_they_agreed() -> None:
    guest = _guest_kept(2)
    consents.give(guest, ConsentKind.FOLLOW_UP, now=NOW)

    assert _known_after(guest, guest.event.ends_at + timedelta(days=300))
    assert guest.family_name is None


def test_an_organiser_chooses_shorter_and_can_go_back(app: Flask) -> None:
    event = make_event()
    browser = Browser(app)
    browser.sign_in(make_user(RoleName.ORGANISER, email="o@voorbeeld.nl", events=[event]))
    url = f"/beheer/bijeenkomsten/{event.ref}/bewaren"
    browser.get(url)

    browser.submit(weeks="4")
    assert keeping.weeks_of(event) == 4
    browser.submit(weeks="6")
    db.session.expire_all()
    assert keeping.weeks_of(event) == 6
    assert browser.submit(weeks="13").status == 422
    browser.submit(weeks="12")
    db.session.expire_all()
    assert keeping.weeks_of(event) == 12
