"""Registering somebody who calls, as staff see it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from academie.accounts.models import AccessLogLine
from academie.assisted.models import AssistedVisit
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventMode
from academie.registrations.models import Registration
from tests import pdf_reading
from tests.assisted.factories import party, send_form
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import make_group, register

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("time"),
]


def new_url(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/nieuw"


def fill(**fields: str) -> dict[str, str]:
    """Name fields by row and field: `rij1_given_name`."""
    return {name.replace("_", "-", 1): value for name, value in fields.items()}


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Registration)) or 0


def test_all_tickets_stand_on_one_page_with_code_and_number_of_people(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user())
    browser.get(new_url(event))

    page = browser.submit(
        "main form", **fill(rij1_given_name="Anna", rij1_people="3", rij3_given_name="Bram")
    )

    codes = [row.spaced_code for row in db.session.scalars(select(Registration).order_by("id"))]
    assert page.texts(".ticket .code") == codes
    assert page.texts(".ticket .qr + p") == ["Voor Anna, 3 personen", "Voor Bram, 1 persoon"]
    assert len(page.select(".ticket svg")) == 2


def test_the_tickets_are_printed_one_to_a_page(browser: Browser) -> None:
    event = make_event(capacity=2)
    user = make_user()
    visit = send_form(event, party("Anna"), party("Bram"), party("Wacht"), by=user)
    browser.sign_in(user)

    answer = browser.get(f"/beheer/bijeenkomsten/{event.ref}/kaartjes/{visit.ref}.pdf").response

    assert answer.mimetype == "application/pdf"
    assert len(pdf_reading.read(answer.data).pages) == 2
    words = pdf_reading.text(answer.data)
    assert "Voor Anna" in words
    assert "Voor Bram" in words
    assert len(pdf_reading.qr_codes(answer.data)) == 2


def test_who_waits_is_named_apart(browser: Browser) -> None:
    event = make_event(capacity=1)
    browser.sign_in(make_user())
    browser.get(new_url(event))

    page = browser.submit("main form", **fill(rij1_given_name="Anna", rij2_given_name="Bram"))

    assert len(page.select(".ticket")) == 1
    assert page.text("#waiting") == "Op de wachtlijst"
    assert page.texts(".notice li") == ["Bram, 1 persoon"]


def test_a_mistake_stands_beside_its_field_and_nobody_is_registered(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user())
    browser.get(new_url(event))

    page = browser.submit(
        "main form",
        **fill(
            rij1_given_name="Anna",
            rij2_people="3",
            rij3_given_name="Bram",
            rij3_people="99",
            rij4_given_name="Daan",
            rij4_email="geen adres",
        ),
    )

    assert page.status == 422
    assert page.texts(".summary a") == [
        "Rij 2: Vul een voornaam in.",
        "Rij 3: Vul een getal in van 1 tot en met 4.",
        "Rij 4: Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl.",
    ]
    assert page.one("#rij1-given_name")["value"] == "Anna"
    assert page.one("details[open] #rij4-email")["value"] == "geen adres"
    assert page.html.title is not None
    assert page.html.title.text.startswith("Fout:")
    assert count() == 0


def test_a_telephone_number_is_kept_as_the_world_writes_it(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user())
    browser.get(new_url(event))

    wrong = browser.submit("main form", **fill(rij1_given_name="Anna", rij1_phone="bel mij"))
    browser.submit("main form", **fill(rij1_phone="06 1234 5678"))

    assert wrong.texts(".summary a") == [
        "Rij 1: Dit telefoonnummer klopt niet. Schrijf het zo: 06-12 34 56 78."
    ]
    registration = db.session.scalars(select(Registration)).one()
    assert registration.phone == "+31612345678"
    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{registration.ref}")
    assert page.text("a[href^='tel:06']") == "06-12 34 56 78"


def test_an_empty_form_asks_for_one_name(browser: Browser) -> None:
    browser.sign_in(make_user())
    browser.get(new_url(make_event()))

    page = browser.submit("main form")

    assert page.status == 422
    assert page.texts(".summary a") == ["Rij 1: Vul een voornaam in."]


def test_one_address_belongs_to_one_row(browser: Browser) -> None:
    browser.sign_in(make_user())
    browser.get(new_url(make_event()))
    typed = fill(
        rij1_given_name="Anna",
        rij1_email="a@voorbeeld.nl",
        rij2_given_name="Bram",
        rij2_email="A@voorbeeld.nl",
    )

    page = browser.submit("main form", **typed)

    assert page.texts(".summary a") == ["Rij 2: Dit adres staat ook in rij 1."]


def test_a_refusal_of_the_house_stands_in_its_row(browser: Browser) -> None:
    event = make_event()
    make_group(event, "Schulden", capacity=0)
    register(event, "a@voorbeeld.nl")
    browser.sign_in(make_user())
    browser.get(new_url(event))

    taken = browser.submit("main form", **fill(rij2_given_name="Anna", rij2_email="a@voorbeeld.nl"))
    full = browser.submit(
        "main form",
        **fill(rij2_email="", rij2_group=str(event.groups[0].ref)),
    )

    assert taken.texts(".summary a") == ["Rij 2: Met dit e-mailadres is al iemand aangemeld."]
    assert full.texts(".summary a") == ["Rij 2: Deze groep is net vol. Kies een ander onderwerp."]


def test_a_double_press_of_the_button_registers_once(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user())
    form = browser.get(new_url(event))
    browser.submit("main form", **fill(rij1_given_name="Anna"))

    browser.page = form
    again = browser.submit("main form", **fill(rij1_given_name="Anna"))

    assert again.text("[role=status]") == (
        "Dit formulier was al verstuurd. Er is niets dubbel aangemeld."
        " Mis je iemand? Meld die nog aan."
    )
    assert len(again.select(".ticket")) == 1
    assert count() == 1


def test_at_a_hybrid_meeting_the_hall_is_chosen_unless_said_otherwise(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=5, join_link="https://a.nl")
    browser.sign_in(make_user())
    browser.get(new_url(event))

    page = browser.submit(
        "main form", **fill(rij1_given_name="Anna", rij2_given_name="Bram", rij2_mode="online")
    )

    assert [pool.taken for pool in event.pools] == [1, 1]
    assert "Online" in page.texts(".ticket")[1]


def test_whatever_is_chosen_that_is_not_offered_is_refused(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=5, join_link="https://a.nl")
    make_group(event)
    browser.sign_in(make_user())
    browser.get(new_url(event))

    page = browser.submit(
        "main form", **fill(rij1_given_name="Anna", rij1_mode="thuis", rij1_group="onzin")
    )

    assert page.texts(".summary a") == [
        "Rij 1: Kies hoe deze persoon meedoet.",
        "Rij 1: Kies een groep uit de lijst.",
    ]


def test_a_broken_key_is_asked_again_and_nothing_is_lost(browser: Browser) -> None:
    browser.sign_in(make_user())
    browser.get(new_url(make_event()))

    page = browser.submit("main form", key="onzin", **fill(rij1_given_name="Anna"))

    assert page.texts(".summary li") == ["Verstuur het formulier nog een keer."]
    done = browser.submit("main form")
    assert len(done.select(".ticket")) == 1


def test_registration_that_has_closed_stays_open_for_who_calls(browser: Browser) -> None:
    event = make_event(registration_closes_at=NOW - timedelta(hours=1))
    browser.sign_in(make_user())
    browser.get(new_url(event))

    page = browser.submit("main form", **fill(rij1_given_name="Anna"))

    assert len(page.select(".ticket")) == 1


def test_a_draft_takes_nobody(browser: Browser) -> None:
    browser.sign_in(make_user())

    page = browser.get(new_url(make_event(published=False)))

    assert page.select("main form") == []
    assert "nog niet openbaar" in page.text(".quiet")


def test_what_staff_do_for_somebody_is_logged(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user())
    browser.get(new_url(event))
    browser.submit("main form", **fill(rij1_given_name="Anna"))
    visit = db.session.scalars(select(AssistedVisit)).one()
    browser.get(f"/beheer/bijeenkomsten/{event.ref}/kaartjes/{visit.ref}.pdf")

    lines = db.session.execute(
        select(AccessLogLine.action, AccessLogLine.subject).order_by(AccessLogLine.id)
    ).all()

    subject = f"visit:{visit.ref}"
    assert lines == [("change", subject), ("view", subject), ("export", subject)]
