"""Who asked: to take along, to correct after the decision, and to be forgotten everywhere."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from academie.accounts.models import RoleName
from academie.core.db import db
from academie.events import service as events
from academie.events.edits import EventEdit
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.outbox.models import OutboxMessage
from academie.outbox.service import MOST_MAILS
from academie.planning.copying import copy_event
from academie.requests import contact, erasing, queries, service, telling
from academie.requests.models import AcademyRequest
from academie.requests.retention import erase_due
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event, make_user
from tests.requests.factories import TYPED, accept, address, make_request

pytestmark = pytest.mark.usefixtures("app")
OURS = "academie@voorbeeld.nl"
MOVED = "/aanvraag/ander-adres"


def accepted(*, organiser: bool = False) -> tuple[AcademyRequest, Event]:
    request = make_request()
    event = accept(request, make_user(), organiser=organiser)
    db.session.commit()
    return request, event


def test_a_requester_takes_along_all_that_we_hold(browser: Browser) -> None:
    request = make_request()
    service.ask(request, user=make_user(), text="Wie betaalt?", now=NOW)
    service.answer(request, text="De gemeente.", now=NOW)
    db.session.commit()

    response = browser.client.get(f"{address(request)}/gegevens.json")

    data = json.loads(response.data)
    assert response.headers["Content-Disposition"] == 'attachment; filename="aanvraag.json"'
    assert response.headers["Cache-Control"] == "no-store"
    assert {name: data[name] for name in ("name", "email", "phone", "wish")} == {
        name: TYPED[name] for name in ("name", "email", "phone", "wish")
    }
    assert [message["text"] for message in data["messages"]] == ["Wie betaalt?", "De gemeente."]
    assert data["period_from"] == "2027-06-01"


def test_after_the_decision_a_requester_corrects_who_they_are(browser: Browser) -> None:
    request, event = accepted()
    old = address(request)
    db.session.query(OutboxMessage).delete()
    browser.get(f"{old}/wie")

    page = browser.submit(name="Sanne Smit", email="nieuw@voorbeeld.nl", phone="06-98 76 54 32")

    db.session.expire_all()
    assert page.url == MOVED
    assert (request.name, request.email) == ("Sanne Smit", "nieuw@voorbeeld.nl")
    assert (event.reply_address, event.phone) == ("nieuw@voorbeeld.nl", "06-98 76 54 32")
    assert browser.get(old).status == 404
    assert [message.kind for message in db.session.query(OutboxMessage)] == ["requests.accepted"]


@pytest.mark.parametrize("decided", [False, True])
def test_who_types_the_address_of_another_never_sees_the_link_of_it(
    browser: Browser, decided: bool
) -> None:
    request = make_request(email="vreemde@voorbeeld.nl")
    if decided:
        accept(request, make_user())
        db.session.commit()
    browser.get(f"{address(request)}/{'wie' if decided else 'veranderen'}")

    page = browser.submit(email="sanne@voorbeeld.nl")

    db.session.expire_all()
    assert page.url == MOVED
    assert queries.token_of(request) not in page.response.text
    assert page.texts("main li")[0].startswith("Op het nieuwe adres krijg je")


def test_the_new_link_leaves_also_to_an_address_that_heard_much(browser: Browser) -> None:
    request, _event = accepted()
    for number in range(6):
        telling.tell(telling.SAVED, make_request(email="nieuw@voorbeeld.nl", wish=str(number)), NOW)
    db.session.query(OutboxMessage).filter(OutboxMessage.about == request.ref).delete()
    db.session.commit()
    browser.get(f"{address(request)}/wie")

    browser.submit(name="Sanne Smit", email="nieuw@voorbeeld.nl")

    told = db.session.query(OutboxMessage).filter(OutboxMessage.about == request.ref)
    assert [message.kind for message in told] == ["requests.accepted"]


def test_who_goes_from_one_address_to_the_next_floods_none(browser: Browser) -> None:
    request, _event = accepted()
    for number in range(MOST_MAILS + 1):
        db.session.query(OutboxMessage).update({"status": "sent", "sent_at": NOW})
        db.session.commit()
        browser.get(f"{address(request)}/wie")
        browser.submit(email=f"{number % 2}@voorbeeld.nl")

    told = db.session.query(OutboxMessage).filter(OutboxMessage.kind == telling.ACCEPTED)
    assert told.count() == MOST_MAILS


def editing(app: Flask, event: Event) -> Browser:
    """Let somebody open the form of a meeting."""
    editor = Browser(app)
    editor.sign_in(make_user(email="redacteur@voorbeeld.nl"))
    editor.get(f"/beheer/bijeenkomsten/{event.ref}")
    return editor


def test_who_was_editing_the_meeting_is_told_of_the_new_address(
    app: Flask, browser: Browser
) -> None:
    request, event = accepted()
    editor = editing(app, event)
    browser.get(f"{address(request)}/wie")
    browser.submit(email="nieuw@voorbeeld.nl")

    page = editor.submit(title="Een nieuwe titel")

    assert page.status == 409
    assert page.one("#reply_address")["value"] == "nieuw@voorbeeld.nl"


def test_an_address_that_was_corrected_is_written_down_nowhere(browser: Browser) -> None:
    request, _event = accepted()
    browser.get(f"{address(request)}/wie")
    browser.submit(email="nieuw@voorbeeld.nl", phone="06-98 76 54 32")
    told = str([edit.changes for edit in db.session.scalars(db.select(EventEdit))])

    erasing.erase(request, now=NOW)
    left = str([edit.changes for edit in db.session.scalars(db.select(EventEdit))])

    assert "nieuw@voorbeeld.nl" in told
    for mark in (TYPED["email"], TYPED["phone"], "nieuw@voorbeeld.nl", "06-98 76 54 32"):
        assert mark not in left
    assert TYPED["email"] not in told


@pytest.mark.parametrize("comes_along", [True, False])
def test_the_address_of_who_asked_goes_with_a_copy_only_when_they_organise_it(
    comes_along: bool,
) -> None:
    _request, event = accepted(organiser=True)
    organisers = list(event.organisers) if comes_along else []
    copy = copy_event(event, day=WHEN.date(), organisers=organisers, now=NOW)

    contact.leave_copy(event, copy)

    theirs = (TYPED["email"], TYPED["phone"])
    assert (copy.reply_address, copy.phone) == (theirs if comes_along else (OURS, "058-234 56 78"))
    assert (event.reply_address, event.phone) == theirs


def test_a_short_number_is_forgotten_only_where_it_stood() -> None:
    request = make_request(phone="112")
    event = accept(request, make_user())
    capacities = {AttendanceMode.ONSITE: 112}
    events.change(event, now=NOW, capacities=capacities, phone="058-112 00 00", venue="Zaal 112")

    erasing.erase(request, now=NOW)

    changes = db.session.scalars(db.select(EventEdit).order_by(EventEdit.id)).all()[-2].changes
    assert changes["phone"] == ["", "058-112 00 00"]
    assert (changes["capacity_onsite"][1], changes["venue"][1]) == ("112", "Zaal 112")


def test_who_was_editing_the_meeting_puts_no_wiped_address_back(
    app: Flask, browser: Browser
) -> None:
    request, event = accepted()
    editor = editing(app, event)
    browser.get(f"{address(request)}/wissen")
    browser.submit()

    page = editor.submit(title="Een nieuwe titel")

    assert page.status == 409
    assert page.one("#reply_address")["value"] == OURS
    assert str(TYPED["email"]) not in page.response.text


def test_before_the_decision_everything_can_be_corrected_elsewhere(browser: Browser) -> None:
    url = address(make_request())

    assert browser.get(f"{url}/wie").url == url


def test_copies_and_notes_of_changes_forget_a_requester_too(browser: Browser) -> None:
    request, event = accepted(organiser=True)
    next_year = WHEN.date() + timedelta(days=365)
    copy = copy_event(event, day=next_year, organisers=event.organisers, now=NOW)
    other = make_event(reply_address="ander@voorbeeld.nl")
    browser.sign_in(make_user(email="collega@voorbeeld.nl"))
    browser.get(f"/beheer/bijeenkomsten/{event.ref}")
    browser.submit(reply_address=OURS, phone="058-123 45 67")

    erasing.erase(request, now=NOW)
    db.session.commit()

    db.session.expire_all()
    for row in (event, copy):
        assert "sanne@voorbeeld.nl" not in (row.reply_address, row.phone)
        assert row.phone != TYPED["phone"]
    notes = json.dumps([edit.changes for edit in db.session.query(EventEdit)])
    assert "reply_address" in notes
    assert (notes.count("sanne@"), notes.count("12 34 56 78")) == (0, 0)
    assert other.reply_address == "ander@voorbeeld.nl"


@pytest.mark.parametrize("status", ["open", "accepted"])
def test_a_stranger_takes_no_number_or_address_off_a_meeting_of_others(
    browser: Browser, status: str
) -> None:
    theirs: dict[str, Any] = {"reply_address": "wytske@voorbeeld.nl", "phone": "050-987 65 43"}
    other = make_event(**theirs)
    events.change(other, now=NOW, capacities={AttendanceMode.ONSITE: 9}, venue="De Klok", **theirs)
    request = make_request(email="vreemde@voorbeeld.nl", phone=theirs["phone"])
    if status == "accepted":
        accept(request, make_user())
    db.session.commit()
    browser.get(f"{address(request)}/{'veranderen' if status == 'open' else 'wie'}")
    browser.submit(email=theirs["reply_address"])

    browser.get(f"{address(request)}/wissen")
    browser.submit()

    db.session.expire_all()
    assert (request.email, other.reply_address, other.phone) == (None, *theirs.values())


def test_a_number_that_was_taken_away_leaves_the_meeting_too(browser: Browser) -> None:
    request, event = accepted()
    browser.get(f"{address(request)}/wie")

    browser.submit(phone="")

    db.session.expire_all()
    assert (request.phone, event.phone) == (None, "058-234 56 78")


def test_who_organises_a_next_meeting_stays_reachable_there_when_time_has_come() -> None:
    request, event = accepted(organiser=True)
    coming = copy_event(
        event, day=WHEN.date() + timedelta(days=365), organisers=event.organisers, now=NOW
    )
    db.session.commit()

    erase_due(WHEN + timedelta(weeks=13))
    db.session.commit()

    assert request.email is None
    assert event.reply_address != "sanne@voorbeeld.nl"
    assert coming.reply_address == "sanne@voorbeeld.nl"
    assert {role.name for user in coming.organisers for role in user.roles} == {RoleName.ORGANISER}
