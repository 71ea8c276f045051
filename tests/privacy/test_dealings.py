"""My data holds what every room keeps of a guest, not only the registration itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from academie.assisted import calls
from academie.core import clock
from academie.core.db import Base, db
from academie.events import service as events
from academie.events.terms import AttendanceMode
from academie.privacy import held
from academie.questions import service as asking
from academie.registrations import offers, service
from academie.registrations.models import Registration
from tests.assisted.factories import make_link, party, send_form
from tests.checkin.factories import make_door, scan
from tests.factories import NOW, make_event, make_user
from tests.letters.factories import make_letter, send
from tests.questions.factories import make_question
from tests.registrations.factories import accept_offer, make_group, register

pytestmark = pytest.mark.usefixtures("app")

SHOWN = {
    "assisted_party": "registration",
    "check_in": "visit",
    "consent": "consents",
    "letter_copy": "letters",
    "own_answer": "answers",
    "phone_call": "calls",
    "scan": "visit",
    "sealed_needs": "needs",
    "seat_claim": "registration",
    "seat_offer": "offers",
}
"""In which part of my data a guest finds what each table keeps of them."""


@pytest.fixture(autouse=True)
def _a_week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def words(registration: Registration, key: str) -> str:
    """Give one part of somebody's data as people read it; the machine's must be as full."""
    found = {section.key: section.facts for section in held.sections(registration)}
    document = held.document(held.sections(registration), NOW)
    assert set(found) | {"made_at"} == set(document)
    for section, facts in found.items():
        kept = document[section]
        assert isinstance(kept, dict)
        assert len(kept) == len(facts), section
    return " | ".join(f"{fact.label}: {fact.words}" for fact in found[key])


def test_every_table_about_guests_has_a_place_in_their_data() -> None:
    about_guests = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "registration.id"
    }

    assert set(SHOWN) == about_guests


def test_offers_of_seats_with_what_staff_wrote_about_them() -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    guest = register(event)
    service.cancel(first, now=NOW)
    offers.expire_due(NOW + timedelta(hours=24))
    accept_offer(guest, NOW + timedelta(hours=25))

    told = words(guest, "offers")

    assert told.count("Aangeboden op") == 2
    assert "Op locatie. Niet op tijd geantwoord." in told
    assert "Op locatie. Aangenomen." in told


def test_a_reason_to_go_ahead_is_theirs_to_read() -> None:
    event = make_event(capacity=2)
    register(event, "eerste@voorbeeld.nl", people=2)
    guest = register(event)
    event.pools[0].capacity = 3
    offers.offer(guest, now=NOW, picked_by=make_user(), reason="Ze spreekt vanavond")

    assert "Reden: Ze spreekt vanavond." in words(guest, "offers")


def test_the_line_and_both_groups() -> None:
    event = make_event(capacity=0)
    guest = register(event, group=make_group(event), second_group=make_group(event, "Wonen"))

    told = words(guest, "registration")

    assert "Groep: Schulden | Tweede keuze: Wonen | Wachtlijst voor: Op locatie" in told


def test_two_questions_in_the_same_words_are_both_there() -> None:
    event = make_event()
    guest = register(event)
    chosen = {make_question(event).id: 0, make_question(event).id: 1}
    asking.answer(guest.id, chosen)

    assert words(guest, "answers") == "Kom je met de bus?: Ja | Kom je met de bus?: Nee"


def test_letters_to_a_group() -> None:
    event = make_event()
    guest = register(event)
    assert send(make_letter(event))

    assert words(guest, "letters").startswith("Neem een kussen mee: ")
    assert "hard" in str(held.document(held.sections(guest), NOW)["letters"])


def test_who_registered_them_and_when_they_were_called() -> None:
    event = make_event()
    send_form(event, party(), by=make_link(event))
    guest = db.session.scalars(select(Registration)).one()
    events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 100}, venue="De Klok")
    calls.note_call(guest, by=make_user(), now=NOW)
    db.session.flush()

    assert "Aangemeld door: Voedselbank" in words(guest, "registration")
    assert words(guest, "calls").startswith("Gebeld: ")


def test_each_reading_at_the_door() -> None:
    event = make_event()
    guest = register(event)
    door = make_door(event)
    scan(door, guest)
    scan(door, guest)

    assert words(guest, "visit").count("Kaartje gelezen") == 2
