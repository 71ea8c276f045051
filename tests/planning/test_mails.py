"""Mails as an ingredient: which ones a meeting sends, when, and with which sentence of its own."""

import pytest

from academie.core.db import db
from academie.events.terms import EventKind
from academie.planning import formats, mails, queries, service
from academie.planning.copying import copy_event
from academie.planning.mails import Mail
from academie.planning.taking_over import take_over
from academie.planning.terms import IngredientState, Letter, Part
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event
from tests.planning.factories import ingredient, make_planned, make_version

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

SENTENCE = "Neem je kinderen gerust mee."
ALWAYS = {Letter.CONFIRMATION, Letter.WAITING_LIST, Letter.OFFER, Letter.CHANGE}


def test_a_meeting_without_a_format_sends_every_mail_on_the_usual_day() -> None:
    wanted = mails.wanted(make_event())

    assert set(wanted) == set(Letter)
    assert wanted[Letter.REMINDER_WEEK] == Mail(-7)
    assert wanted[Letter.REMINDER_DAY] == Mail(-1)
    assert wanted[Letter.THANKS] == Mail(1)
    assert wanted[Letter.CONFIRMATION] == Mail(None)


def test_a_meeting_sends_the_mails_of_its_format() -> None:
    wanted = mails.wanted(make_planned(kind=EventKind.KENNISKRING))

    assert set(wanted) == ALWAYS | {Letter.REMINDER_DAY, Letter.THANKS}


def test_a_mail_that_was_left_out_does_not_go() -> None:
    event = make_planned()
    row = ingredient(event, Letter.REMINDER_WEEK)

    service.mark(row, state=IngredientState.LEFT_OUT, note="De school herinnert zelf.")

    assert Letter.REMINDER_WEEK not in mails.wanted(event)
    assert Letter.REMINDER_DAY in mails.wanted(event)


def test_what_guests_must_know_of_their_seat_cannot_be_left_out() -> None:
    event = make_planned()
    row = ingredient(event, Letter.CONFIRMATION)

    with pytest.raises(service.MailAlwaysGoesError):
        service.mark(row, state=IngredientState.LEFT_OUT, note="Niet nodig.")

    assert Letter.CONFIRMATION in mails.wanted(event)


def test_a_meeting_begins_with_the_sentence_of_its_format_and_keeps_its_own() -> None:
    made = make_version()
    rows = {row.key: row for row in made.ingredients}
    formats.change(rows[Letter.REMINDER_DAY], sentence=SENTENCE, days=-2)
    formats.issue(made, note="Een zin erbij.", now=NOW)
    event = make_planned()
    other = copy_event(event, day=WHEN.date(), organisers=[], now=NOW)

    service.say(ingredient(event, Letter.REMINDER_DAY), "Trek warme kleren aan.")

    assert mails.wanted(event)[Letter.REMINDER_DAY] == Mail(-1, "Trek warme kleren aan.")
    assert mails.wanted(other)[Letter.REMINDER_DAY] == Mail(-1, SENTENCE)


def test_a_newer_sentence_is_taken_over_unless_the_meeting_has_its_own() -> None:
    mine, theirs = make_planned(), make_planned()
    service.say(ingredient(mine, Letter.THANKS), "Tot volgend jaar!")
    made = make_version()
    rows = {row.key: row for row in made.ingredients}
    formats.change(rows[Letter.THANKS], sentence=SENTENCE)
    formats.issue(made, note="Een zin erbij.", now=NOW)

    for event in (mine, theirs):
        take_over(event, Letter.THANKS, now=NOW)

    assert mails.wanted(mine)[Letter.THANKS].sentence == "Tot volgend jaar!"
    assert mails.wanted(theirs)[Letter.THANKS].sentence == SENTENCE


def test_staff_say_on_the_page_of_a_meeting_what_a_mail_adds(team: Browser) -> None:
    event = make_planned()
    row = ingredient(event, Letter.REMINDER_WEEK)
    team.get(f"/beheer/bijeenkomsten/{event.ref}/draaiboek/onderdelen/{row.ref}")

    page = team.submit("main form", sentence=SENTENCE)

    db.session.expire_all()
    assert page.status == 200
    assert mails.wanted(event)[Letter.REMINDER_WEEK] == Mail(-7, SENTENCE)


def test_the_page_refuses_to_leave_out_a_confirmation(team: Browser) -> None:
    event = make_planned()
    row = ingredient(event, Letter.CONFIRMATION)
    team.get(f"/beheer/bijeenkomsten/{event.ref}/draaiboek/onderdelen/{row.ref}")

    page = team.submit("main form", state="left_out", note="Niet nodig.")

    assert page.status == 422
    assert "Deze e-mail gaat altijd." in page.text("#state-error")


def test_a_mail_goes_into_a_format_once(team: Browser) -> None:
    made = make_version()
    rows = {row.key: row for row in made.ingredients}
    formats.leave_out(rows[Letter.REMINDER_WEEK])
    address = f"/beheer/blauwdrukken/{made.ref}/onderdelen/nieuw/mail"
    typed = {"letter": "herinnering-week", "title": "Volgende week", "distance": "9"}

    for _time in range(2):
        team.get(address)
        page = team.submit("main form", **typed, side="before", sentence=SENTENCE)

    assert page.text("#letter-error") == "Deze e-mail staat al in de blauwdruk."
    found = queries.draft_of(EventKind.PUBLIEKSACADEMIE)
    assert found is not None
    added = [row for row in found.of(Part.MAIL) if row.key == Letter.REMINDER_WEEK]
    assert [(row.days, row.sentence) for row in added] == [(-7, SENTENCE)]
