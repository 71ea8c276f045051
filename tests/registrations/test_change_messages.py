"""What guests are mailed when a meeting changes, is put off or is called off."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.outbox import delivery
from academie.questions import service as questions
from academie.registrations import service
from tests.factories import NOW, WHEN, make_event
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.questions.factories import make_question
from tests.registrations.factories import register
from tests.registrations.reading import invite, part

LINK = "https://meet.voorbeeld.nl/geheim"


pytestmark = pytest.mark.usefixtures("at_now")


def change(event: Event, **fields: Any) -> None:
    capacities = {pool.mode: pool.capacity for pool in event.pools}
    events.change(event, now=NOW, capacities=capacities, **fields)


def test_a_moved_meeting_is_told_side_by_side_with_a_new_invite(mailbox: Mailbox) -> None:
    event = make_event()
    register(event)
    deliver(mailbox)
    change(
        event,
        venue="De Klok",
        starts_at=WHEN + timedelta(days=1),
        ends_at=WHEN + timedelta(days=1, hours=2),
    )

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "Let op: er is iets veranderd bij Publieksacademie Leeuwarden"
    assert "Eerst: dinsdag 9 maart 2027, 19.30 tot 21.45 uur" in plain(mail)
    assert "Nieuw: woensdag 10 maart 2027, 19.30 tot 21.30 uur" in plain(mail)
    assert "Nieuw: De Klok, Hemrikweg 4, Leeuwarden" in plain(mail)
    method, vevent = invite(mail)
    assert (method, vevent["sequence"]) == ("REQUEST", 1)
    assert vevent["dtstart"].dt == WHEN + timedelta(days=1)


def test_whose_answer_is_kept_longer_hears_until_when(mailbox: Mailbox) -> None:
    event = make_event()
    question = make_question(event)
    guest = register(event)
    register(event, "stil@voorbeeld.nl")
    questions.answer(guest.id, {question.id: 1})
    deliver(mailbox)
    later = timedelta(days=30)
    change(event, starts_at=WHEN + later, ends_at=WHEN + later + timedelta(hours=2))

    answered, silent = deliver(mailbox)

    for words in (plain(answered), html(answered)):
        assert "Wanneer we je antwoord wissen op: Kom je met de bus?" in words
        assert "dinsdag 23 maart 2027" in words
        assert "vrijdag 9 april 2027" in words
    assert "wissen op" not in plain(silent)


def test_two_changes_before_the_mail_leaves_are_told_as_one(mailbox: Mailbox) -> None:
    event = make_event()
    register(event)
    deliver(mailbox)
    for venue in ("De Klok", "De Schelp"):
        change(event, venue=venue)
        service.tell_about_changes(NOW)

    (mail,) = deliver(mailbox)

    assert "Eerst: Dorpshuis De Terphoeve" in plain(mail)
    assert "Nieuw: De Schelp" in plain(mail)
    assert invite(mail)[1]["sequence"] == 2


def test_a_new_link_of_the_meeting_needs_no_mail(mailbox: Mailbox) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=5, join_link=LINK)
    register(event, "scherm@voorbeeld.nl", mode=AttendanceMode.ONLINE)
    deliver(mailbox)

    change(event, join_link="https://meet.voorbeeld.nl/nieuw")

    assert deliver(mailbox) == []


def test_a_postponed_meeting_leaves_calendars_and_comes_back(mailbox: Mailbox) -> None:
    event = make_event()
    register(event)
    deliver(mailbox)

    events.postpone(event, now=NOW)
    (gone,) = deliver(mailbox)
    events.publish(event, now=NOW)
    (back,) = deliver(mailbox)

    assert gone["subject"] == "Publieksacademie Leeuwarden is uitgesteld"
    assert (invite(gone)[0], invite(gone)[1]["sequence"]) == ("CANCEL", 1)
    assert "Eerst: dinsdag 9 maart 2027, 19.30 tot 21.45 uur (uitgesteld)" in plain(back)
    assert (invite(back)[0], invite(back)[1]["sequence"]) == ("REQUEST", 2)


def test_who_waits_reads_that_the_place_in_the_line_stays_when_a_meeting_is_put_off(
    mailbox: Mailbox,
) -> None:
    event = make_event(capacity=1)
    register(event)
    register(event, "wacht@voorbeeld.nl")
    deliver(mailbox)
    events.postpone(event, now=NOW)

    told = {mail["to"]: mail for mail in deliver(mailbox)}

    line = "Je blijft op de wachtlijst staan. Weten we de nieuwe datum?"
    assert line in plain(told["wacht@voorbeeld.nl"])
    assert line in html(told["wacht@voorbeeld.nl"])
    assert line not in plain(told["fatima@voorbeeld.nl"])


def test_who_never_heard_of_the_putting_off_reads_the_old_date_beside_the_new(
    mailbox: Mailbox,
) -> None:
    event = make_event()
    register(event)
    deliver(mailbox)
    events.postpone(event, now=NOW)
    service.tell_about_changes(NOW)
    later = WHEN + timedelta(days=7)
    change(event, starts_at=later, ends_at=later + timedelta(hours=2))
    events.publish(event, now=NOW)

    (mail,) = deliver(mailbox)

    assert "Eerst: dinsdag 9 maart 2027, 19.30 tot 21.45 uur" in plain(mail)
    assert "Nieuw: dinsdag 16 maart 2027, 19.30 tot 21.30 uur" in plain(mail)


def test_while_a_meeting_is_put_off_guests_can_sign_off_and_afterwards_they_cannot(
    mailbox: Mailbox,
) -> None:
    event = make_event()
    register(event)
    deliver(mailbox)
    events.postpone(event, now=NOW)
    (put_off,) = deliver(mailbox)
    events.cancel(event, reason="De zaal is dicht.", now=NOW)
    (called_off,) = deliver(mailbox)

    for words in (plain, html):
        assert "Afmelden" in words(put_off)
        assert "Afmelden" not in words(called_off)


def test_who_hears_that_a_meeting_put_off_is_off_reads_no_day_on_which_it_would_have_been(
    mailbox: Mailbox,
) -> None:
    event = make_event()
    register(event)
    deliver(mailbox)
    events.postpone(event, now=NOW)
    deliver(mailbox)
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    (called_off,) = deliver(mailbox)

    for words in (plain, html):
        told = " ".join(words(called_off).split())
        assert "was uitgesteld. Er komt geen nieuwe datum: de bijeenkomst gaat niet door." in told
        assert "maart 2027 gaat niet door" not in told


def test_everybody_hears_that_a_meeting_is_off(mailbox: Mailbox) -> None:
    event = make_event(capacity=1)
    register(event, "eerste@voorbeeld.nl")
    register(event, "wacht@voorbeeld.nl")
    deliver(mailbox)
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    guest, waiting = deliver(mailbox)

    assert guest["subject"] == "Publieksacademie Leeuwarden gaat niet door"
    assert "De zaal is dicht." in plain(guest)
    assert "Je kaartje is niet meer geldig." in plain(guest)
    assert invite(guest)[0] == "CANCEL"
    assert "kaartje" not in plain(waiting)
    assert not part(waiting, "text/calendar")


def test_a_place_that_was_never_told_is_not_told_as_the_old_one(mailbox: Mailbox) -> None:
    event = make_event()
    first = event.venue
    register(event)
    deliver(mailbox)
    change(event, venue="De Klok")
    service.tell_about_changes(NOW)
    change(event, venue=first)
    db.session.commit()
    delivery.deliver_due()

    back = deliver(mailbox)
    change(event, venue="De Kerk")
    (mail,) = deliver(mailbox)

    assert back == []
    assert f"Eerst: {first}," in plain(mail)
    assert "De Klok" not in plain(mail)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (lambda _event: None, "Toch komen? Meld je opnieuw aan"),
        (lambda event: events.postpone(event, now=NOW), "De nieuwe datum is nog niet bekend."),
        (lambda event: events.cancel(event, reason="Brand.", now=NOW), "Bedankt"),
    ],
)
def test_who_signed_off_is_asked_back_only_to_what_takes_registrations(
    mailbox: Mailbox, happens: Callable[[Event], None], said: str
) -> None:
    guest = register(make_event())
    deliver(mailbox)
    service.cancel(guest, now=NOW)
    happens(guest.event)

    (mail,) = deliver(mailbox)

    for words in (plain(mail), html(mail)):
        assert said in words
        assert ("opnieuw aan" in words) is (said != "Bedankt")
        assert ("Toch komen?" in words) is said.startswith("Toch komen?")
