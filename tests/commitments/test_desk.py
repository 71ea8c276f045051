"""The pages about commitments for staff: their page and code, each commitment, and the lists."""

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import AccessLogLine
from academie.commitments import queries, service
from academie.commitments.terms import CommitmentStatus
from academie.core.db import db
from academie.events import groups
from academie.events.models import Event
from tests.browser import Browser
from tests.commitments.factories import (
    TYPED,
    asked,
    make_commitment,
    make_confirmed,
    said,
)
from tests.factories import make_user
from tests.registrations.factories import make_group
from tests.statements import asked_queries

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("evening"),
]

VERBS = {
    "nagekomen": CommitmentStatus.KEPT,
    "heropenen": CommitmentStatus.OPEN,
    "vervallen": CommitmentStatus.LAPSED,
}


@pytest.fixture
def staff(app: Flask) -> Browser:
    """Be a member of the project team."""
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def desk(event: Event, rest: str = "") -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/afspraken{rest}"


def test_the_organiser_makes_the_page_and_its_code(staff: Browser, event: Event) -> None:
    staff.get(desk(event))
    staff.submit("form[action$='/pagina']", days="14")
    page = staff.get(desk(event, "/scherm"))

    made = queries.page_of(event)
    assert made is not None
    assert made.days == 14
    assert page.text(".address") == queries.page_address(made)
    assert page.one(".qr svg")["aria-label"] == "QR-code naar de afspraken"


def test_staff_say_what_became_of_it(staff: Browser, event: Event) -> None:
    commitment = make_commitment(event)
    url = desk(event, f"/{commitment.ref}")
    for verb, status in VERBS.items():
        staff.get(url)
        staff.submit(f"form[action$='/{verb}']")
        assert commitment.status is status

    assert staff.get(url).texts(".path li")[0].startswith("Nagekomen")


def test_staff_ask_a_party_and_it_stands_in_the_log(staff: Browser, event: Event) -> None:
    commitment = make_commitment(event)
    staff.get(desk(event, f"/{commitment.ref}"))
    page = staff.submit("form[action*='/partijen/']", email="geen adres")
    assert page.status == 422
    staff.submit("form[action*='/partijen/']", email="brug@voorbeeld.nl")

    logged = db.session.scalars(
        select(AccessLogLine.action).where(AccessLogLine.subject == f"commitment:{commitment.ref}")
    ).all()
    assert commitment.parties[0].email == "brug@voorbeeld.nl"
    assert {"change", "view"} <= {action.value for action in logged}


def test_staff_make_an_outcome_in_one_step(staff: Browser, event: Event) -> None:
    commitment = make_commitment(event)
    staff.get(desk(event, f"/{commitment.ref}"))
    page = staff.submit("form[action$='/opbrengst']")

    assert commitment.outcome is not None
    assert page.text("#what_changed") == commitment.text
    assert commitment.outcome.label in staff.get(desk(event)).text("main")


def test_staff_put_right_what_nobody_confirmed(staff: Browser, event: Event) -> None:
    commitment = make_commitment(event)
    staff.get(desk(event, f"/{commitment.ref}/wijzigen"))
    staff.submit("main form[novalidate]", text="Beter gezegd.", party_2="Gemeente")
    assert (commitment.text, len(commitment.parties)) == ("Beter gezegd.", 2)

    confirmed = make_confirmed(event)
    staff.get(desk(event, f"/{confirmed.ref}/wijzigen"))
    page = staff.submit("main form[novalidate]", text="Toch anders.")

    assert page.status == 409
    assert confirmed.text == TYPED["text"]


def test_two_people_put_the_same_right_and_nothing_is_overwritten(
    staff: Browser, event: Event
) -> None:
    commitment = make_commitment(event)
    staff.get(desk(event, f"/{commitment.ref}/wijzigen"))
    service.edit(commitment, said(text="Wat een collega schreef."))
    db.session.commit()
    page = staff.submit("main form[novalidate]", text="Wat ik schreef.")

    assert page.status == 409
    assert commitment.text == "Wat een collega schreef."


def test_what_is_put_aside_can_come_back(staff: Browser, event: Event) -> None:
    commitment = make_commitment(event)
    staff.get(desk(event, f"/{commitment.ref}"))
    staff.submit("form[action$='/wegleggen']")
    assert queries.of_event(event) == []

    staff.get(desk(event))
    staff.submit("form[action$='/terugzetten']")

    assert queries.of_event(event) == [commitment]


def test_lines_of_the_notes_of_a_group_become_commitments(staff: Browser, event: Event) -> None:
    group = make_group(event, "Wonen")
    groups.note(group, problems=None, what_works=None, agreements="- Bellen\n- Mailen")
    db.session.commit()
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/groepen/{group.ref}")
    staff.submit("form[action$='/afspraken']", line=["Mailen", "Verzonnen"])

    assert [one.text for one in queries.of_event(event)] == ["Mailen"]
    assert queries.of_event(event)[0].parties == []


def test_lists_ask_the_database_the_same_however_long_they_are(
    staff: Browser, event: Event
) -> None:
    asked_of_database = []
    for number in (1, 2):
        for _each in range(number):
            make_commitment(event, "Gemeente", "School")
        staff.get(desk(event))
        with asked_queries() as asked_now:
            assert staff.get(desk(event)).select(".card")
        asked_of_database.append(len(asked_now))

    assert asked_of_database[0] == asked_of_database[1]


def test_somebody_looks_up_an_address_and_forgets_it(staff: Browser, event: Event) -> None:
    party = asked(event)
    staff.get("/beheer/privacy/zoeken")
    page = staff.submit("main form", email="brug@voorbeeld.nl")
    assert "Afspraak van Publieksacademie Leeuwarden" in page.text("main")

    staff.submit("form[action$='/wissen']")

    assert (party.name, party.email) == (None, None)
