"""Codes are short, so a door stops answering who types too many wrong ones."""

from datetime import timedelta
from uuid import uuid4

import pytest

from academie.checkin import guessing
from academie.checkin.models import DoorLink
from academie.checkin.terms import Verdict
from academie.checkin.verdicts import ScanResult
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
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
    people_in,
    scan,
    take,
)
from tests.factories import WHEN, make_event

pytestmark = pytest.mark.usefixtures("app")
REFUSED = ScanResult(Verdict.UNKNOWN, too_many_codes=True)


def typed(
    link: DoorLink, code: str, *, after: timedelta = timedelta(), uuid: str = ""
) -> ScanResult:
    return take(paired(link), uuid=uuid or str(uuid4()), code=code, at=WHEN + after)


def guessed_at(event: Event, guesses: int = guessing.MOST_GUESSES) -> DoorLink:
    """Make a door at which so many wrong codes were typed."""
    link = make_door(event)
    for number in range(guesses):
        typed(link, f"WRONG{number}")
    db.session.commit()
    return link


def test_after_thirty_wrong_codes_even_a_right_one_is_not_looked_up() -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")

    result = typed(guessed_at(event), "K7MX4P")

    assert result == REFUSED
    assert people_in(event) == 0


def test_one_wrong_code_less_is_still_a_slip() -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")

    result = typed(guessed_at(event, guessing.MOST_GUESSES - 1), "K7MX4P")

    assert result.verdict is Verdict.WELCOME


def test_tickets_are_scanned_on_and_other_doors_take_codes() -> None:
    event = make_event()
    guest, other = make_guest(event), make_guest(event, code="K7MX4P")
    link = guessed_at(event)

    assert scan(link, guest).verdict is Verdict.WELCOME
    assert typed(make_door(event), str(other.code)).verdict is Verdict.WELCOME


def test_ten_minutes_later_codes_are_answered_again() -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")
    link = guessed_at(event)

    assert typed(link, "K7MX4P", after=timedelta(minutes=9)) == REFUSED
    assert typed(link, "K7MX4P", after=timedelta(minutes=11)).verdict is Verdict.WELCOME


def test_a_code_that_is_sent_again_gets_its_first_answer() -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")
    link, uuid = make_door(event), str(uuid4())
    typed(link, "K7MX4P", uuid=uuid)
    for number in range(guessing.MOST_GUESSES):
        typed(link, f"WRONG{number}")

    assert typed(link, "K7MX4P", uuid=uuid).verdict is Verdict.WELCOME


def test_who_was_taken_back_before_their_code_was_looked_up_never_came(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, now = make_event(), WHEN
    monkeypatch.setattr(clock, "now", lambda: now)
    make_guest(event, code="K7MX4P")
    url = device_address(guessed_at(event))
    typed_code = entry(kind="code", code="K7MX4P", said="welcome")
    undo = entry(kind="undo", of=typed_code["uuid"])

    at_once = answers(bring(phone, url, typed_code, undo))
    now = WHEN + timedelta(minutes=11)
    later = answers(bring(phone, url, typed_code, undo, at=now))

    assert at_once == []
    assert [each["title"] for each in later] == ["Welkom, Fatima", "Ongedaan gemaakt"]
    assert people_in(event) == 0


def test_the_page_says_what_to_do(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: WHEN)
    event = make_event()
    make_guest(event, code="K7MX4P")
    browser.get(device_address(guessed_at(event)))

    page = browser.submit("#by-code", code="K7MX4P")

    assert page.text("#answer h2") == "Er zijn te veel verkeerde codes getypt"
    assert "Scan het kaartje. Of wacht 10 minuten" in page.text("#answer")
