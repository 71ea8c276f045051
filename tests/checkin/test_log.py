"""What the organiser reads in the log of the doors."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from academie.checkin import log
from academie.checkin.models import Scan
from academie.checkin.terms import ScanMethod, Verdict
from academie.core import clock
from academie.core.db import db
from academie.events.terms import EventStatus
from academie.registrations.models import RegistrationStatus
from tests.browser import Browser
from tests.checkin.factories import (
    Phone,
    answers,
    bring,
    device_address,
    entry,
    make_door,
    make_guest,
    paired,
    take,
    ticket,
)
from tests.factories import WHEN, make_event, make_user

pytestmark = pytest.mark.usefixtures("app")
AN_HOUR_LATER = {"now": WHEN + timedelta(hours=1)}


@pytest.mark.parametrize(
    ("status", "done", "remark"),
    [
        ("confirmed", {"said": Verdict.WAITING}, "Het toestel liet deze gast niet binnen."),
        ("cancelled", {"said": Verdict.WELCOME}, "Het toestel liet deze gast binnen."),
        ("confirmed", {"people": 9}, "Er kwamen meer mensen dan er nog verwacht werden."),
        ("waitlisted", {"admit": "Ja"}, "Toch binnen: Ja. De zaal was al vol."),
    ],
)
def test_each_conflict_is_told_in_words(status: str, done: dict[str, Any], remark: str) -> None:
    event = make_event(capacity=2)
    guest = make_guest(event, status=RegistrationStatus(status))

    take(paired(make_door(event)), token=ticket(guest), **done, **AN_HOUR_LATER)

    (line,) = log.notable_scans(event, 5)
    assert " ".join(line.remarks) == remark
    assert line.conflict


def test_who_came_without_a_ticket_into_a_full_room_is_told() -> None:
    event = make_event(capacity=1)
    door = paired(make_door(event))

    take(door, method=ScanMethod.WALK_IN, people=2, **AN_HOUR_LATER)

    (line,) = log.notable_scans(event, 5)
    assert (str(line.outcome), line.people) == ("Zonder kaartje", 2)
    assert line.remarks == ["De zaal was al vol."]


def test_an_ordinary_evening_asks_for_no_attention() -> None:
    event = make_event()
    door = paired(make_door(event))
    take(door, token=ticket(make_guest(event)), said=Verdict.WELCOME)

    assert log.notable_scans(event, 5) == []
    assert log.latest_scans(event, 5)[0].remarks == []


def test_the_log_names_the_door_where_a_ticket_came_in_before() -> None:
    event = make_event()
    guest = make_guest(event)
    take(paired(make_door(event, "Zijdeur"), "Bram"), token=ticket(guest))

    take(paired(make_door(event)), token=ticket(guest), said=Verdict.WELCOME, **AN_HOUR_LATER)

    (line,) = log.notable_scans(event, 5)
    assert line.door_name == "Hoofdingang"
    assert line.remarks == [
        "Het toestel liet deze gast binnen.",
        "Kwam om 19.30\N{NO-BREAK SPACE}uur al binnen bij: Zijdeur.",
    ]


def test_what_took_nothing_back_or_says_nothing_has_a_line_of_its_own_without_a_name(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: WHEN)
    event = make_event()
    url = device_address(make_door(event))
    nothing = entry(kind="undo", of=str(uuid4()))
    unreadable = entry(kind="unreadable", name="Fatima", admit="Fatima mag")

    first, again = (answers(bring(phone, url, nothing, unreadable)) for _ in range(2))
    answers(bring(phone, url, {"uuid": "Fatima"}, ["Fatima"]))

    assert first == again
    lines = [(str(line.outcome), *line.remarks) for line in log.latest_scans(event, 9)]
    assert lines == [
        *(3 * [("Niet te lezen",)]),
        ("Ongedaan gemaakt", "Er was niets om terug te nemen."),
    ]
    assert db.session.scalars(select(Scan.reason)).all() == 4 * [None]


def test_what_came_late_is_listed_whole_and_renews_the_page_for_everybody(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    event.status, event.closed_at = EventStatus.CLOSED, WHEN + timedelta(hours=4)
    shown = WHEN + timedelta(hours=6)
    monkeypatch.setattr(clock, "now", lambda: shown)
    db.session.commit()
    before = browser.get(f"/bijeenkomsten/{event.slug}").text("main")
    guests = [make_guest(event, people=1) for _number in range(25)]

    door = paired(make_door(event))
    for guest in guests:
        take(door, token=ticket(guest), now=shown)
    db.session.commit()

    assert "Er waren" not in before
    assert "Er waren 25 mensen." in browser.get(f"/bijeenkomsten/{event.slug}").text("main")
    browser.sign_in(make_user())
    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/deur")
    assert len(page.select("#notable tbody tr")) == 25
    assert "Kwam binnen na de sluiting." in page.texts("#notable td")
