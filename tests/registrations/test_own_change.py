"""Changing what one told: the same questions as the form, and nothing lost."""

from typing import Any

import pytest

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import Audience, EventKind, EventMode
from academie.needs import queries as needs
from academie.needs.models import Food, Need
from academie.needs.sealing import Needs
from academie.questions import queries as questions
from academie.questions import service as asking
from academie.questions.models import OptionalField
from academie.registrations import consents
from academie.registrations.guest_links import token_of
from academie.registrations.models import ConsentKind, Registration, RegistrationStatus
from academie.registrations.more import More, keep
from tests.browser import Browser, Page
from tests.factories import NOW, make_event
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.questions.factories import make_question
from tests.registrations.factories import make_group, register, reserve


@pytest.fixture(autouse=True)
def _a_week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def asks_all(**fields: Any) -> Event:
    """Make a meeting whose form asks everything."""
    event = make_event(**fields)
    asking.choose_fields(event, OptionalField)
    return event


def open_change(browser: Browser, guest: Registration) -> Page:
    return browser.get(f"/aanmelding/{token_of(guest)}/wijzigen")


def change(browser: Browser, guest: Registration, **typed: Any) -> Page:
    open_change(browser, guest)
    page = browser.submit(**typed)
    db.session.expire_all()
    return page


def tell(guest: Registration, **told: Any) -> None:
    """Keep what a guest told beside a name."""
    keep(guest, More(**told), NOW)
    db.session.commit()


@pytest.mark.parametrize("capacity", [0, 1])
def test_a_new_ticket_is_promised_to_who_has_one(browser: Browser, capacity: int) -> None:
    guest = register(make_event(capacity=capacity))

    page = open_change(browser, guest)

    assert ("Dan mailen we je een nieuw kaartje." in page.text("main")) is (capacity == 1)


def test_everything_that_was_asked_can_be_changed(browser: Browser) -> None:
    event = asks_all()
    question = make_question(event)
    guest = register(event)

    page = change(
        browser,
        guest,
        phone="06 12 34 56 78",
        municipality="Leeuwarden",
        organisation="Voedselbank",
        audience="resident",
        needs=["wheelchair"],
        food=["nuts"],
        needs_consent="y",
        follow_up="y",
        **{f"question_{question.ref}": "1"},
    )

    assert page.url == f"/aanmelding/{token_of(guest)}"
    assert (guest.phone, guest.municipality) == ("+31612345678", "Leeuwarden")
    assert (guest.organisation_name, guest.audience) == ("Voedselbank", Audience.RESIDENT)
    assert needs.of_guest(guest.id) == Needs(frozenset({Need.WHEELCHAIR}), frozenset({Food.NUTS}))
    assert consents.given(guest) == {ConsentKind.NEEDS, ConsentKind.FOLLOW_UP}
    assert [choice for _question, choice in questions.of_guest(guest.id)] == [1]


def test_saving_without_a_change_changes_and_mails_nothing(
    browser: Browser, mailbox: Mailbox
) -> None:
    event = asks_all(mode=EventMode.HYBRID, online_capacity=4)
    question = make_question(event)
    group = make_group(event)
    guest = register(event, group=group, second_group=make_group(event, "Wonen"))
    tell(
        guest,
        phone="+31612345678",
        needs=Needs(frozenset({Need.CALL})),
        answers={question.id: 0},
        consents=frozenset({ConsentKind.NEEDS, ConsentKind.NEWSLETTER}),
    )
    deliver(mailbox)

    page = change(browser, guest)

    assert page.url == f"/aanmelding/{token_of(guest)}"
    assert not deliver(mailbox)
    assert (guest.phone, guest.breakout_group) == ("+31612345678", group)
    assert guest.second_group
    assert guest.second_group.title == "Wonen"
    assert needs.of_guest(guest.id).needs == {Need.CALL}
    assert [choice for _question, choice in questions.of_guest(guest.id)] == [0]
    assert consents.given(guest) == {ConsentKind.NEEDS, ConsentKind.NEWSLETTER}


def test_what_is_asked_no_more_can_be_changed_by_who_told_it(browser: Browser) -> None:
    event = make_event()
    guest = register(event, phone="+31612345678")
    asking.choose_fields(event, ())

    page = open_change(browser, guest)

    assert page.one("#phone")["value"] == "06-12 34 56 78"
    assert not page.select("#municipality")


def test_a_need_is_kept_with_a_yes_alone(browser: Browser) -> None:
    guest = register(make_event())

    page = change(browser, guest, needs=["quiet"])

    assert page.status == 422
    assert page.text("#needs_consent-error") == (
        "Zet een vinkje als we dit mogen bewaren. Of haal je keuze weg."
    )
    assert needs.of_guest(guest.id) == Needs()


def test_a_need_that_is_gone_takes_the_yes_along(browser: Browser) -> None:
    guest = register(make_event())
    tell(
        guest,
        needs=Needs(frozenset({Need.QUIET})),
        consents=frozenset({ConsentKind.NEEDS}),
    )

    change(browser, guest, needs=None)

    assert needs.of_guest(guest.id) == Needs()
    assert not consents.given(guest)


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("given_name", "", "Vul je voornaam in."),
        ("phone", "12", "Dit telefoonnummer klopt niet. Schrijf het zo: 06-12 34 56 78."),
        ("municipality", "x" * 81, "Schrijf de naam korter."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_changes(
    browser: Browser, field: str, typed: str, error: str
) -> None:
    guest = register(make_event())

    page = change(browser, guest, **({"people": "2", "family_name": "Smit"} | {field: typed}))

    assert page.status == 422
    assert page.text(f"#{field}-error") == error
    assert page.one("#family_name")["value"] == "Smit"
    assert (guest.people, guest.family_name) == (1, "el Idrissi")


def test_both_choices_of_a_group_change(browser: Browser) -> None:
    event = make_event()
    one, two, three = (make_group(event, title) for title in ("Schulden", "Wonen", "School"))
    guest = register(event, group=one, second_group=two)

    change(browser, guest, group=two.ref, second_group=three.ref)

    assert (guest.breakout_group, guest.second_group) == (two, three)
    assert (one.pool.taken, two.pool.taken, three.pool.taken) == (0, 1, 0)


def test_the_second_choice_alone_changes_without_a_mail(browser: Browser, mailbox: Mailbox) -> None:
    event = make_event()
    one, two = make_group(event), make_group(event, "Wonen", capacity=0)
    guest = register(event, group=one)
    deliver(mailbox)

    change(browser, guest, second_group=two.ref)

    assert (guest.breakout_group, guest.second_group) == (one, two)
    assert not deliver(mailbox)


def test_a_group_that_is_full_is_told_beside_it_and_keeps_all_else_as_it_was(
    browser: Browser,
) -> None:
    event = make_event()
    one, two = make_group(event), make_group(event, "Wonen", capacity=0)
    guest = register(event, group=one)

    page = change(browser, guest, given_name="Samira", group=two.ref)

    assert page.status == 422
    assert page.text("#group-error") == "Deze groep is net vol. Kies een ander onderwerp."
    assert (guest.given_name, guest.breakout_group) == ("Fatima", one)


def test_the_way_to_take_part_changes_together_with_the_group(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=4)
    hall = make_group(event)
    online = make_group(event, "Online praten", mode="online")
    guest = register(event, group=hall)

    change(browser, guest, mode="online", group=online.ref)

    assert guest.breakout_group is online
    assert (hall.pool.taken, online.pool.taken) == (0, 1)


def test_seats_kept_for_others_are_not_taken_along(browser: Browser) -> None:
    event = make_event(capacity=1)
    reserve(event, 1, audience=Audience.RESIDENT)
    guest = register(event, audience=Audience.RESIDENT)

    page = change(browser, guest, audience="professional")

    kept = next(pool for pool in event.pools if pool.audience is Audience.RESIDENT)
    assert (kept.taken, guest.audience) == (1, Audience.RESIDENT)
    assert page.text("#audience-error") == "Er is nu geen plek vrij."


def test_who_turns_out_to_be_something_else_sits_among_all(browser: Browser) -> None:
    event = make_event(capacity=2)
    reserve(event, 1, audience=Audience.RESIDENT)
    guest = register(event, audience=Audience.RESIDENT)

    change(browser, guest, audience="professional")

    taken = {pool.audience: pool.taken for pool in event.pools}
    assert taken == {None: 1, Audience.RESIDENT: 0}
    assert guest.audience is Audience.PROFESSIONAL


def test_who_waits_changes_what_they_told(browser: Browser) -> None:
    guest = register(make_event(capacity=0))

    change(browser, guest, phone="0612345678", people="2")

    assert guest.status is RegistrationStatus.WAITLISTED
    assert (guest.phone, guest.people) == ("+31612345678", 2)


def test_a_partner_says_for_whom(browser: Browser) -> None:
    guest = register(make_event(kind=EventKind.PARTNERBIJEENKOMST), organisation="Voedselbank")

    page = change(browser, guest, organisation="")

    assert page.text("#organisation-error") == "Vul in voor welke organisatie je komt."
