"""What staff do for one guest who calls."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import AccessAction, AccessLogLine, RoleName
from academie.core import clock
from academie.core.db import db
from academie.events.terms import AttendanceMode, EventMode
from academie.outbox.models import OutboxMessage
from academie.registrations import queries, service
from academie.registrations.models import OfferOutcome, Registration, RegistrationStatus
from tests.browser import Browser, Page
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import make_group, register

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("at_now"),
]


@pytest.fixture
def team(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def url(registration: Registration, part: str = "") -> str:
    event = registration.event
    return f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{registration.ref}{part}"


def mails() -> list[tuple[str, str]]:
    rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [(row.kind, row.about) for row in rows]


def forget_mail() -> None:
    db.session.query(OutboxMessage).delete()
    db.session.commit()


def changes() -> list[str]:
    rows = db.session.scalars(select(AccessLogLine).where(AccessLogLine.action == "change"))
    return [row.subject for row in rows]


def test_a_change_shows_its_mail_first_and_is_made_by_the_second_button(team: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=5, online_capacity=5)
    group = make_group(event)
    guest = register(event)
    forget_mail()
    team.get(url(guest, "/wijzigen"))

    shown = team.submit(given_name="Fatma", people="3", group=group.ref)

    assert (guest.given_name, guest.people, mails()) == ("Fatima", 1, [])
    facts = dict(zip(shown.texts("tbody th")[:3], shown.texts("tbody b"), strict=False))
    assert facts == {"Naam": "Fatma el Idrissi", "Mensen": "3", "Groep": "Schulden"}
    assert "Deze persoon, met een nieuw kaartje" in shown.text("main")

    done = team.submit()

    assert done.text(".notice") == "De aanmelding is bewaard."
    assert (guest.given_name, guest.people, guest.breakout_group) == ("Fatma", 3, group)
    assert mails() == [("registrations.confirmed", guest.ref)]
    assert changes() == [f"registration:{guest.ref}"]


def test_a_change_that_mails_nobody_is_made_at_once(team: Browser) -> None:
    guest = register(make_event())
    forget_mail()
    team.get(url(guest, "/wijzigen"))

    page = team.submit(family_name="van der Berg")

    assert page.text("h1") == "Fatima van der Berg"
    assert mails() == []


def test_fewer_people_offer_their_seats_to_who_waits(team: Browser) -> None:
    event = make_event(capacity=3)
    guest = register(event, people=3)
    waiting = register(event, "wacht@voorbeeld.nl", people=2)
    team.get(url(guest, "/wijzigen"))

    shown = team.submit(people="1")
    team.submit()

    assert "Wie wacht en een plek krijgt aangeboden" in shown.text("main")
    assert waiting.status is RegistrationStatus.OFFERED


def test_a_switch_to_online_takes_the_group_along_only_when_it_fits(team: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=5, online_capacity=5)
    group = make_group(event)
    guest = register(event, group=group, people=2)
    forget_mail()
    team.get(url(guest, "/wijzigen"))

    team.submit(mode="online", people="1")
    team.submit()

    assert (guest.mode, guest.people) == (AttendanceMode.ONLINE, 1)
    assert guest.breakout_group is None


def test_what_does_not_fit_is_refused_beside_its_field_and_nothing_is_lost(team: Browser) -> None:
    guest = register(make_event(capacity=2))
    team.get(url(guest, "/wijzigen"))

    page = team.submit(given_name="Anders", people="3")

    assert page.status == 422
    assert page.text("#people-error") == "Er zijn nu geen 3 plekken vrij."
    assert page.one("#given_name")["value"] == "Anders"
    assert guest.given_name == "Fatima"


@pytest.mark.parametrize("people", ["0", "-1", "elf", "99999999999", "\0"])
def test_a_number_that_is_none_is_refused(team: Browser, people: str) -> None:
    guest = register(make_event())
    team.get(url(guest, "/wijzigen"))

    assert team.submit(people=people).status == 422


def test_a_preview_that_is_no_longer_true_is_shown_again(team: Browser) -> None:
    event = make_event(capacity=3)
    guest = register(event, people=3)
    forget_mail()
    team.get(url(guest, "/wijzigen"))
    team.submit(people="1")
    register(event, "wacht@voorbeeld.nl", people=2)

    page = team.submit()

    assert page.status == 409
    assert "Er is net iets veranderd." in page.text(".notice")
    assert guest.people == 3


def test_whoever_signed_off_cannot_be_changed(team: Browser) -> None:
    guest = register(make_event())
    service.cancel(guest, now=NOW)

    assert team.get(url(guest, "/wijzigen")).status == 409


def ahead(team: Browser, guest: Registration, reason: str) -> Page:
    team.get(url(guest))
    return team.submit("form[action$=voorrang]", reason=reason)


def test_staff_let_somebody_go_ahead_with_a_reason_that_is_kept(team: Browser) -> None:
    event = make_event(capacity=2)
    register(event, "eerste@voorbeeld.nl", people=2)
    register(event, "tweede@voorbeeld.nl", people=2)
    guest = register(event, "derde@voorbeeld.nl")
    event.pools[0].capacity = 3
    db.session.commit()

    page = ahead(team, guest, "Ze spreekt vanavond")

    assert page.texts(".notice")[0] == "Deze persoon krijgt een plek aangeboden."
    assert guest.status is RegistrationStatus.OFFERED
    (offer,) = queries.offers_of(event)
    assert (offer.picked_by and offer.picked_by.name, offer.reason) == (
        "Janneke",
        "Ze spreekt vanavond",
    )
    assert page.texts("tbody td")[1] == "Ze spreekt vanavond Janneke"
    assert ("registrations.offered", guest.ref) in mails()


def test_without_a_reason_or_a_seat_nobody_goes_ahead(team: Browser) -> None:
    event = make_event(capacity=1)
    register(event, "eerste@voorbeeld.nl")
    guest = register(event, "tweede@voorbeeld.nl")

    without_reason = ahead(team, guest, " ")
    without_seat = ahead(team, guest, "Ze spreekt vanavond")

    assert "Schrijf op waarom deze aanmelding voorgaat." in without_reason.text("main")
    assert without_seat.status == 409
    assert guest.status is RegistrationStatus.WAITLISTED


@pytest.mark.parametrize(
    ("answer", "status", "outcome"),
    [
        ("aannemen", RegistrationStatus.CONFIRMED, OfferOutcome.ACCEPTED),
        ("afslaan", RegistrationStatus.CANCELLED, OfferOutcome.DECLINED),
    ],
)
def test_an_offer_is_answered_by_phone(
    team: Browser, answer: str, status: RegistrationStatus, outcome: OfferOutcome
) -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    guest = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)
    team.get(url(guest))

    page = team.submit(f"form[action$={answer}]")

    assert guest.status is status
    assert str(outcome.label) in page.texts("tbody td")[2]
    assert "Deze aanmelding wachtte het langst en past." in page.texts("tbody td")[1]
    assert changes() == [f"registration:{guest.ref}"]


def test_an_offer_that_is_over_is_answered_by_nobody(team: Browser) -> None:
    guest = register(make_event())
    token = team.get(url(guest)).select("[name=csrf_token]")[0]["value"]

    assert team.post(url(guest, "/aanbod/aannemen"), {"csrf_token": token}).status == 409


def test_a_sign_off_by_mistake_is_taken_back(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = register(make_event())
    service.cancel(guest, now=NOW)
    team.get(url(guest))

    team.submit("form[action$=terugdraaien]")

    assert guest.status is RegistrationStatus.CONFIRMED
    service.cancel(guest, now=NOW)
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=16))
    assert team.get(url(guest)).select("form[action$=terugdraaien]") == []


def test_an_organiser_changes_only_guests_of_an_own_meeting(app: Flask) -> None:
    own, other = make_event(), make_event(title="Elders")
    theirs = register(other)
    browser = Browser(app)
    browser.sign_in(make_user(RoleName.ORGANISER, events=[own]))

    statuses = [
        browser.get(url(theirs, "/wijzigen")).status,
        browser.get(f"/beheer/bijeenkomsten/{own.ref}/aanmeldingen/{theirs.ref}/wijzigen").status,
    ]

    assert statuses == [404, 404]
    assert AccessAction.CHANGE not in {
        row.action for row in db.session.scalars(select(AccessLogLine))
    }


def test_staff_have_the_mail_sent_again(team: Browser) -> None:
    guest = register(make_event())
    forget_mail()
    team.get(url(guest))

    page = team.submit('form[action$="/mail"]')

    assert "De mail gaat zo opnieuw weg." in page.text("main")
    assert mails() == [("registrations.confirmed", guest.ref)]


def test_after_the_meeting_no_mail_is_promised_that_will_not_leave(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = register(make_event())
    team.get(url(guest))
    forget_mail()
    monkeypatch.setattr(clock, "now", lambda: guest.event.ends_at + timedelta(minutes=1))

    page = team.submit('form[action$="/mail"]')

    assert page.status == 409
    assert "Deze bijeenkomst is voorbij." in page.text("main")
    assert not team.get(url(guest)).select('form[action$="/mail"]')
    assert not mails()
