"""The pages on which staff write down who contributes, and ask them to agree."""

import pytest
from sqlalchemy import select

from academie.accounts.models import AccessLogLine
from academie.core.db import db
from academie.programme import contributors
from academie.programme.models import Contributor
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.programme.factories import make_contributor, make_item

pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


def test_a_contributor_is_written_down_with_what_is_proposed(staff: Browser) -> None:
    event = make_event()
    item = make_item(event, "Een verhaal")
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/bijdragers/nieuw")

    page = staff.submit(
        "#contributor",
        name="Samira",
        role="lived_experience",
        text="Vertelt.",
        email="Samira@Voorbeeld.nl",
        items=item.ref,
    )

    samira = db.session.scalars(select(Contributor)).one()
    assert (samira.name, samira.email, samira.items) == ("Samira", "samira@voorbeeld.nl", [item])
    assert page.texts("aside li[id]")[0].startswith("Samira Ervaringsdeskundige Nog niet gevraagd")


def test_the_state_of_each_contributor_is_told(staff: Browser) -> None:
    event = make_event()
    make_contributor(event, name="Anna")
    asked, withdrawn = make_contributor(event, name="Bram"), make_contributor(event, name="Chantal")
    contributors.ask(asked, now=NOW)
    make_contributor(event, name="Daan", approved=True)
    contributors.withdraw(withdrawn, now=NOW)
    nobody = make_contributor(event, name="Esra", email=None)

    page = staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma")

    assert page.texts("aside li[id] .status") == [
        "Nog niet gevraagd",
        "Gevraagd op ma 1 mrt",
        "Ingetrokken op ma 1 mrt",
        "Akkoord op ma 1 mrt",
        "Nog niet gevraagd",
    ]
    assert "Chantal" not in page.text("main")
    assert "Zonder e-mailadres" in page.text(f"#bijdrager-{nobody.ref}")


def test_one_button_asks_for_approval(staff: Browser) -> None:
    event = make_event()
    make_contributor(event)
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma")

    page = staff.submit('form[action$="/vraag"]')

    assert page.text("[role=status]") == "De vraag om akkoord gaat zo per e-mail weg."
    assert page.texts("aside li[id] .status") == ["Gevraagd op ma 1 mrt"]


def test_staff_read_beside_the_form_what_everybody_reads(staff: Browser) -> None:
    event = make_event()
    samira = make_contributor(event, approved=True)
    url = f"/beheer/bijeenkomsten/{event.ref}/bijdragers/{samira.ref}"

    staff.get(url)
    page = staff.submit("#contributor", text="Vertelt over armoede.")
    assert "Op de pagina staat nog de tekst van ma 1 mrt." in page.text("aside li[id]")

    page = staff.get(url)
    assert page.text("aside .facts") == "Samira Ervaringsdeskundige Vertelt over de schoolreis."
    assert page.text("#text") == "Vertelt over armoede."


def test_somebody_is_taken_out(staff: Browser) -> None:
    event = make_event()
    samira = make_contributor(event)
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/bijdragers/{samira.ref}")

    page = staff.submit('form[action$="/weg"]')

    assert page.select("aside li[id]") == []


def test_who_sees_names_and_addresses_is_in_the_access_log(staff: Browser) -> None:
    event = make_event()
    samira = make_contributor(event)
    url = f"/beheer/bijeenkomsten/{event.ref}"

    staff.get(f"{url}/programma")
    staff.get(f"{url}/bijdragers/{samira.ref}")
    staff.submit("#contributor", name="Samira A.")

    lines = db.session.execute(select(AccessLogLine.action, AccessLogLine.subject)).all()
    assert [(action.value, subject) for action, subject in lines] == [
        ("view", f"event:{event.ref}/programme"),
        ("view", f"contributor:{samira.ref}"),
        ("change", f"contributor:{samira.ref}"),
        ("view", f"event:{event.ref}/programme"),
    ]


def test_the_details_of_a_meeting_tell_which_knowledge_is_absent(staff: Browser) -> None:
    event = make_event()
    make_contributor(event)

    page = staff.get(f"/beheer/bijeenkomsten/{event.ref}")

    assert page.texts("aside .check .status") == [
        "Nog geen onderzoeker in het programma",
        "Nog niemand uit de praktijk in het programma",
        "Ervaring van mensen zelf",
    ]
