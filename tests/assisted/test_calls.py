"""Who must be called when a meeting changes, and who was."""

from datetime import timedelta

import pytest

from academie.accounts.models import User
from academie.assisted import calls
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import service as events
from academie.registrations import addresses, service
from academie.registrations.models import RegistrationStatus
from academie.registrations.more import More
from tests.assisted.factories import by_phone, calls_address, move_hall, party, send_form
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register
from tests.statements import asked_queries

pytestmark = pytest.mark.usefixtures("time")


def test_nobody_has_to_be_called_until_something_changes(user: User) -> None:
    event = make_event()
    by_phone(event, user, "Anna")

    assert calls.to_call(event, NOW) == []


def test_who_has_no_mail_is_called_about_a_change_and_the_others_are_mailed(
    user: User, mailbox: Mailbox
) -> None:
    event = make_event()
    by_phone(event, user, "Anna", "Bram")
    register(event, "fatima@voorbeeld.nl")
    deliver(mailbox)

    move_hall(event)

    assert [mail["To"] for mail in deliver(mailbox)] == ["fatima@voorbeeld.nl"]
    lines = calls.to_call(event, NOW)
    assert [line.registration.given_name for line in lines] == ["Anna", "Bram"]
    assert [change.label for change in lines[0].changes] == ["Waar"]


def test_whose_mail_does_not_arrive_is_called_too(user: User) -> None:
    del user
    event = make_event()
    addresses.note_return(register(event), now=NOW)
    move_hall(event)

    (line,) = calls.to_call(event, NOW)

    assert line.registration.given_name == "Fatima"


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_who_has_no_mail_is_called_when_the_meeting_is_off(user: User, verb: str) -> None:
    event = make_event()
    by_phone(event, user, "Anna")

    if verb == "cancel":
        events.cancel(event, reason="De zaal is dicht.", now=NOW)
    else:
        events.postpone(event, now=NOW)
    db.session.commit()

    (line,) = calls.to_call(event, NOW)
    assert line.news.startswith("De bijeenkomst")


def test_who_was_called_leaves_the_list_and_comes_back_when_that_was_a_mistake(
    browser: Browser, user: User
) -> None:
    event = make_event()
    by_phone(event, user, "Anna", "Bram")
    move_hall(event)
    browser.sign_in(user)

    page = browser.get(calls_address(event))
    assert page.texts("h3 a") == ["Anna", "Bram"]
    browser.submit("[aria-labelledby^='call-']:nth-of-type(1) form")
    assert browser.page is not None
    assert browser.page.texts("h3 a") == ["Bram"]
    assert browser.page.texts(".task p") == [
        "Anna, gebeld door Janneke op maandag 1 maart 2027, 13.00 uur"
    ]

    page = browser.submit(".task form")
    assert page.texts("h3 a") == ["Anna", "Bram"]


def test_the_list_shows_the_number_to_call_when_somebody_gave_one(
    browser: Browser, user: User
) -> None:
    event = make_event()
    send_form(event, party("Anna", more=More(phone="+31612345678")), party("Bram"), by=user)
    move_hall(event)
    browser.sign_in(user)

    page = browser.get(calls_address(event))

    assert page.texts("section.card h3 + p") == ["06-12 34 56 78", "geen telefoonnummer"]


def test_seats_that_are_offered_are_answered_by_telephone(browser: Browser, user: User) -> None:
    event = make_event(capacity=2)
    taken = register(event, people=2)
    (anna, bram) = by_phone(event, user, "Anna", "Bram")
    service.cancel(taken, now=NOW)
    db.session.commit()
    browser.sign_in(user)

    page = browser.get(calls_address(event))
    assert page.texts("h3 a") == ["Anna", "Bram"]
    browser.submit(f"form[action$='{anna.ref}/ja']")
    browser.get(calls_address(event))
    browser.submit(f"form[action$='{bram.ref}/nee']")

    db.session.expire_all()
    assert anna.status is RegistrationStatus.CONFIRMED
    assert bram.status is RegistrationStatus.CANCELLED
    assert browser.get(calls_address(event)).select("section.card") == []


def test_an_offer_that_was_answered_meanwhile_says_so(browser: Browser, user: User) -> None:
    event = make_event(capacity=1)
    taken = register(event)
    (anna,) = by_phone(event, user, "Anna")
    service.cancel(taken, now=NOW)
    db.session.commit()
    browser.sign_in(user)
    first = browser.get(calls_address(event))
    browser.submit("form[action$='/ja']")

    browser.page = first
    page = browser.submit("form[action$='/nee']")

    assert page.status == 409
    assert anna.is_live


def test_who_waits_and_hears_of_a_place_by_telephone_still_hears_of_a_change(user: User) -> None:
    event = make_event(capacity=1)
    taken = register(event)
    by_phone(event, user, "Anna")
    move_hall(event)

    service.cancel(taken, now=NOW)
    db.session.commit()

    assert [line.registration.given_name for line in calls.to_call(event, NOW)] == ["Anna"]
    assert len(calls.offers_to_tell(event, NOW)) == 1


def test_a_call_that_is_noted_twice_counts_once(user: User) -> None:
    event = make_event()
    (anna,) = by_phone(event, user, "Anna")
    move_hall(event)

    calls.note_call(anna, by=user, now=NOW)
    calls.note_call(anna, by=user, now=NOW)
    db.session.commit()

    assert calls.to_call(event, NOW) == []
    calls.take_back(anna)
    with pytest.raises(IllegalMoveError):
        calls.take_back(anna)


def test_a_later_change_asks_for_another_call(user: User) -> None:
    event = make_event()
    (anna,) = by_phone(event, user, "Anna")
    move_hall(event)
    calls.note_call(anna, by=user, now=NOW)
    db.session.commit()

    events.postpone(event, now=NOW)
    db.session.commit()

    assert len(calls.to_call(event, NOW)) == 1


def test_who_can_be_mailed_again_hears_by_mail(user: User, mailbox: Mailbox) -> None:
    event = make_event()
    (anna,) = by_phone(event, user, "Anna")
    move_hall(event)

    addresses.change_address(anna, "anna@voorbeeld.nl", now=NOW)
    db.session.commit()

    assert calls.to_call(event, NOW) == []
    subjects = {mail["Subject"] for mail in deliver(mailbox)}
    assert any(subject.startswith("Let op: er is iets veranderd") for subject in subjects)
    with pytest.raises(IllegalMoveError):
        calls.note_call(anna, by=user, now=NOW)


def test_after_the_meeting_nobody_is_called(user: User) -> None:
    event = make_event()
    by_phone(event, user, "Anna")
    move_hall(event)

    assert calls.to_call(event, event.ends_at + timedelta(days=1)) == []


def test_the_list_of_registrations_says_how_many_to_call(browser: Browser, user: User) -> None:
    event = make_event()
    by_phone(event, user, "Anna")
    move_hall(event)
    browser.sign_in(user)

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen")

    assert "Bel deze mensen (1)" in page.text("main")
    assert page.text("tbody td b") == "Geen e-mail"


def test_three_people_to_call_cost_as_many_questions_as_one(user: User) -> None:
    counts = []
    for names in (("Anna",), ("Anna", "Bram", "Daan")):
        event = make_event()
        by_phone(event, user, *names)
        move_hall(event)
        db.session.expire_all()
        with asked_queries() as asked:
            calls.to_call(event, NOW)
        counts.append(len(asked))

    assert counts[0] == counts[1]
