"""Registering for somebody else: all or none, once, and within the limits of a link."""

import uuid

import pytest
from sqlalchemy import func, select

from academie.assisted import queries, service
from academie.assisted.models import AssistedVisit
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events.models import Event
from academie.outbox.models import OutboxMessage
from academie.registrations import changing
from academie.registrations import service as registrations
from academie.registrations.models import Registration, RegistrationStatus
from tests.assisted.factories import make_link, party, send_form
from tests.factories import NOW, WHEN, make_event, make_user
from tests.registrations.factories import make_group, register

pytestmark = pytest.mark.usefixtures("app")


def everybody(event: Event) -> list[tuple[str | None, int, RegistrationStatus]]:
    rows = db.session.scalars(select(Registration).filter_by(event=event).order_by("id"))
    return [(row.given_name, row.people, row.status) for row in rows]


def test_a_first_name_suffices() -> None:
    event = make_event()

    visit = send_form(event, party("Fatima", people=3), by=make_user())

    (registration,) = queries.registered(visit)
    assert (registration.given_name, registration.email) == ("Fatima", None)
    assert registration.status is RegistrationStatus.CONFIRMED
    assert event.pools[0].taken == 3


def test_who_does_not_fit_waits_and_the_others_have_their_seats() -> None:
    event = make_event(capacity=3)

    send_form(event, party("Anna", people=2), party("Bram", people=2), by=make_user())

    assert everybody(event) == [
        ("Anna", 2, RegistrationStatus.CONFIRMED),
        ("Bram", 2, RegistrationStatus.WAITLISTED),
    ]


def test_a_form_that_is_sent_twice_registers_nobody_twice() -> None:
    event, user, key = make_event(), make_user(), str(uuid.uuid4())
    first = send_form(event, party("Anna"), by=user, key=key)

    again, is_new = service.register_all(event, [party("Bram")], by=user, key=key, now=NOW)

    assert (again, is_new) == (first, False)
    assert [name for name, *_ in everybody(event)] == ["Anna"]


def test_the_key_of_somebody_elses_form_opens_nothing() -> None:
    event, key = make_event(), str(uuid.uuid4())
    send_form(event, party("Anna"), by=make_user(), key=key)

    with pytest.raises(service.StrangeKeyError):
        send_form(event, party("Bram"), by=make_link(event), key=key)


def test_when_one_party_is_refused_nobody_is_registered() -> None:
    event = make_event()
    full = make_group(event, capacity=0)

    with pytest.raises(service.PartyRefusedError) as refusal:
        send_form(event, party("Anna"), party("Bram", group=full), by=make_user())
    db.session.rollback()

    assert (refusal.value.number, refusal.value.field) == (1, "group")
    assert everybody(event) == []
    assert db.session.scalar(select(func.count()).select_from(AssistedVisit)) == 0


def test_staff_hear_that_an_address_is_registered_already() -> None:
    event = make_event()
    register(event, "fatima@voorbeeld.nl")

    with pytest.raises(service.PartyRefusedError) as refusal:
        send_form(event, party(email="fatima@voorbeeld.nl"), by=make_user())

    assert str(refusal.value) == "Met dit e-mailadres is al iemand aangemeld."


def test_a_helper_hears_nothing_of_who_is_registered_already() -> None:
    event = make_event()
    register(event, "fatima@voorbeeld.nl")
    link = make_link(event, seats=10)

    known = send_form(event, party(email="fatima@voorbeeld.nl", people=2), by=link)
    new = send_form(event, party(email="nieuw@voorbeeld.nl", people=2), by=link)

    assert known.mailed == new.mailed == 1
    assert queries.people_of(link) == 4
    assert len(everybody(event)) == 2
    kinds = [row.detail for row in db.session.scalars(select(OutboxMessage).order_by("id"))]
    assert len(kinds) == 2  # the first mail still waits, and says the same


def test_a_link_registers_no_more_people_than_its_limit() -> None:
    event = make_event()
    link = make_link(event, seats=3)
    send_form(event, party(people=2), by=link)

    with pytest.raises(service.LinkFullError) as refusal:
        send_form(event, party(people=2), by=link)

    assert str(refusal.value) == "Met deze link kun je nog 1 persoon aanmelden."


def test_who_signs_off_gives_the_link_its_room_back() -> None:
    event = make_event()
    link = make_link(event, seats=2)
    visit = send_form(event, party(people=2), by=link)
    registrations.cancel(queries.registered(visit)[0], now=NOW)
    db.session.commit()

    send_form(event, party("Bram", people=2), by=link)

    assert queries.people_of(link) == 2


def test_who_grew_and_signs_off_gives_the_link_no_more_room_than_it_took() -> None:
    event = make_event()
    link = make_link(event, seats=4)
    visit = send_form(event, party(people=1), party("Bram", people=2), by=link)
    fatima, _bram = queries.registered(visit)
    changing.change_party(fatima, 4, now=NOW)
    registrations.cancel(fatima, now=NOW)
    db.session.commit()

    assert queries.people_of(link) == 2


def test_who_signs_off_and_comes_again_by_the_same_link_counts_once() -> None:
    event = make_event()
    link = make_link(event, seats=4)
    fatima = party(email="fatima@voorbeeld.nl", people=2)
    visit = send_form(event, fatima, by=link)
    registrations.cancel(queries.registered(visit)[0], now=NOW)
    db.session.commit()

    send_form(event, fatima, by=link)

    assert queries.people_of(link) == 2


def test_a_revoked_link_registers_nobody() -> None:
    event = make_event()
    link = make_link(event)
    token = service.link_token(link)
    service.revoke_link(link, now=NOW)
    db.session.commit()

    with pytest.raises(service.BrokenHelperLinkError):
        service.open_link(token)
    with pytest.raises(service.BrokenHelperLinkError):
        send_form(event, party(), by=link)


def test_staff_register_somebody_who_calls_after_registration_has_closed() -> None:
    event = make_event(registration_closes_at=NOW)
    link = make_link(event)

    with pytest.raises(registrations.RegistrationClosedError):
        send_form(event, party(), by=link, now=NOW)
    db.session.rollback()
    visit = send_form(event, party(), by=make_user(), now=NOW)

    assert len(queries.registered(visit)) == 1


def test_nobody_is_registered_for_a_meeting_that_is_over() -> None:
    event = make_event()

    with pytest.raises(registrations.RegistrationClosedError):
        send_form(event, party(), by=make_user(), now=event.ends_at)


def test_a_draft_gets_no_link() -> None:
    event = make_event(published=False)

    with pytest.raises(IllegalMoveError, match="Publiceer"):
        make_link(event)


def test_whoever_comes_back_belongs_to_the_last_link() -> None:
    event = make_event()
    first, second = make_link(event), make_link(event, "Bibliotheek")
    visit = send_form(event, party(email="fatima@voorbeeld.nl"), by=first)
    registrations.cancel(queries.registered(visit)[0], now=NOW)
    db.session.commit()

    send_form(event, party(email="fatima@voorbeeld.nl"), by=second)

    assert [(row.link.organisation, row.people) for row in queries.numbers(event)] == [
        ("Bibliotheek", 1),
        ("Voedselbank", 0),
    ]


def test_the_organiser_sees_how_many_people_each_link_registered() -> None:
    event = make_event(capacity=3)
    make_link(event, "Bibliotheek")
    link = make_link(event, "Voedselbank", seats=20)
    send_form(event, party("Anna", people=2), by=link)
    send_form(event, party("Bram", people=2), by=link, now=WHEN.replace(hour=1))

    bank, library = queries.numbers(event)

    assert (bank.link.organisation, bank.parties, bank.people, bank.waiting) == (
        "Voedselbank",
        2,
        4,
        2,
    )
    assert (library.link.organisation, library.people) == ("Bibliotheek", 0)
