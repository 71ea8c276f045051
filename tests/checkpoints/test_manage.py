"""What staff see and do about the questions after meetings."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import AccessAction, AccessLogLine, RoleName
from academie.checkpoints import queries, retention, worklist
from academie.checkpoints.terms import CheckpointResult, Stage
from academie.core.db import db
from academie.core.journal import Erasure
from academie.privacy import elsewhere
from tests.browser import Browser
from tests.checkpoints.factories import (
    CLOSED,
    THREE_MONTHS,
    first_of,
    keep_up,
    make_checkpoint,
    make_closed,
    make_owner,
)
from tests.factories import make_event, make_user
from tests.statements import asked_queries

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("three_months_later"),
]

TEAM = "projectteam@voorbeeld.nl"


@pytest.fixture
def staff(browser: Browser) -> Browser:
    """Give the browser of a member of the project team."""
    browser.sign_in(make_user(email=TEAM))
    return browser


def test_contact_and_owner_are_set_before_the_day(staff: Browser) -> None:
    event = make_event()
    owner = make_owner()
    page = staff.get(f"/beheer/bijeenkomsten/{event.ref}/vragen")

    saved = staff.submit(
        "#local-contact",
        name="Sietske",
        email="Sietske@voorbeeld.nl",
        phone="058 234 56 78",
        owner=owner.ref,
    )

    follow_up = queries.follow_up_of(event)
    changed = select(AccessLogLine).filter_by(action=AccessAction.CHANGE)
    assert "9 juni 2027" in page.text("table")
    assert saved.status == 200
    assert follow_up
    assert (follow_up.contact_email, follow_up.owner) == ("sietske@voorbeeld.nl", owner)
    assert [line.subject for line in db.session.scalars(changed)] == [f"follow_up:{event.ref}"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": "", "email": "a@voorbeeld.nl"}, "name", "Vul de naam van het contact in."),
        ({"name": "Jo"}, "email", "Vul een e-mailadres of een telefoonnummer in."),
        (
            {"name": "Jo", "email": "geen adres"},
            "email",
            "Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl.",
        ),
    ],
)
def test_half_a_contact_is_refused(
    staff: Browser, typed: dict[str, str], field: str, sentence: str
) -> None:
    event = make_event()
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/vragen")

    page = staff.submit("#local-contact", **typed)

    assert page.status == 422
    assert page.text(f"#{field}-error") == sentence


def test_staff_fill_in_what_they_heard_by_telephone(staff: Browser) -> None:
    event = make_closed(contact=False)
    checkpoint = make_checkpoint(event)
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/vragen/{checkpoint.ref}")

    refused = staff.submit("#answer", result="no_change")
    page = staff.submit("#answer", result="change", channel="phone", remark="Er is een fonds.")

    db.session.expire_all()
    assert refused.text("#channel-error, fieldset .message") == "Kies hoe je het contact sprak."
    assert "Per telefoon, opgeschreven door Janneke." in page.text("main")
    assert checkpoint.outcome
    assert checkpoint.outcome.author.email == TEAM


def test_giving_up_asks_for_the_reason(staff: Browser) -> None:
    event = make_closed(contact=False)
    checkpoint = make_checkpoint(event)
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/vragen/{checkpoint.ref}")

    refused = staff.submit("#give-up")
    page = staff.submit("#give-up", **{"weg-result": "no_answer", "weg-note": "Twee keer gebeld."})

    db.session.expire_all()
    assert refused.status == 422
    assert "Twee keer gebeld." in page.text("main")
    assert checkpoint.result is CheckpointResult.NO_ANSWER


def test_a_question_that_is_still_to_come_is_no_form(staff: Browser) -> None:
    event = make_closed()
    make_checkpoint(event)
    two_years = queries.of_event(event)[3]
    url = f"/beheer/bijeenkomsten/{event.ref}/vragen/{two_years.ref}"

    page = staff.get(url)
    token = staff.get(f"/beheer/bijeenkomsten/{event.ref}/vragen").one(
        "#local-contact [name=csrf_token]"
    )["value"]
    refused = staff.post(url, {"result": "no_change", "channel": "visit", "csrf_token": token})

    assert page.select("#answer") == []
    assert refused.status == 409
    assert two_years.result is None


def test_a_meeting_of_another_kind_gets_questions_when_staff_want_them(staff: Browser) -> None:
    event = make_closed()
    event.created_at = CLOSED
    db.session.commit()
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/vragen")

    staff.submit("main form[action$=beginnen]")

    keep_up(THREE_MONTHS)
    assert len(queries.of_event(event)) == 4


def test_the_list_tells_what_is_late_for_whom_and_how_many_were_answered(staff: Browser) -> None:
    event = make_closed(contact=False, owner=None)
    make_checkpoint(event)

    page = staff.get("/beheer/vervolgvragen?stand=overdue")
    empty = staff.get("/beheer/vervolgvragen?stand=answered&mijn=y&pagina=0")
    odd = staff.get("/beheer/vervolgvragen?stand=%27&pagina=x")

    assert len(page.select("tbody tr")) == 1
    assert "Na 3 maanden" in page.text("tbody")
    assert "Janneke" in page.text("tbody")
    assert "0%" in page.text(".stats")
    assert empty.select("tbody tr") == []
    assert len(odd.select("tbody tr")) == 4


def test_the_front_of_the_workplace_shows_whom_to_telephone(staff: Browser) -> None:
    event = make_closed(contact=False)
    checkpoint = make_checkpoint(event)

    front, tasks = staff.get("/beheer/"), staff.get("/beheer/taken")

    url = f"/beheer/bijeenkomsten/{event.ref}/vragen/{checkpoint.ref}"
    assert all(page.select(f'a[href="{url}"]') for page in (front, tasks))


def test_an_organiser_sees_only_questions_of_their_own_meetings(browser: Browser) -> None:
    own, other = make_closed(contact=False), make_closed(contact=False, title="Elders")
    make_checkpoint(own)
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [own])
    browser.sign_in(organiser)

    page = browser.get("/beheer/vervolgvragen?stand=overdue")

    assert len(page.select("tbody tr")) == 1
    assert browser.get(f"/beheer/bijeenkomsten/{other.ref}/vragen").status == 404
    wrong = f"/beheer/bijeenkomsten/{own.ref}/vragen/{first_of(other).ref}"
    assert browser.get(wrong).status == 404


@pytest.mark.usefixtures("app")
def test_a_longer_list_takes_no_more_queries() -> None:
    user = make_user(email=TEAM)
    numbers = []
    for _more in range(2):
        make_closed(contact=False)
        keep_up(THREE_MONTHS)
        db.session.expire_all()
        with asked_queries() as asked:
            worklist.tasks_of(user, THREE_MONTHS.date())
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("days", "known"), [(91, True), (93, False)])
def test_the_contact_is_forgotten_three_months_after_the_last_answer(
    days: int, known: bool
) -> None:
    event = make_closed(owner=make_owner())
    keep_up(CLOSED)
    last = THREE_MONTHS.replace(year=2029, month=3, day=20)
    for checkpoint in queries.of_event(event):
        checkpoint.result, checkpoint.given_up_at = CheckpointResult.NO_ANSWER, last
    db.session.commit()

    retention.erase_due(last + timedelta(days=days))
    db.session.commit()

    follow_up = queries.follow_up_of(event)
    assert follow_up
    assert (follow_up.contact_email is not None) is known
    assert len(db.session.scalars(select(Erasure)).all()) == (0 if known else 1)


def test_a_contact_is_found_by_address_and_erased(app: Flask) -> None:
    event = make_closed()
    keep_up(THREE_MONTHS)

    with app.test_request_context():
        (held,) = elsewhere.of_address("sietske@voorbeeld.nl")
    gone = [elsewhere.erase("follow_up", event.ref, THREE_MONTHS) for _twice in range(2)]

    assert held.words == "Lokaal contact van Publieksacademie Leeuwarden"
    assert gone == [True, False]
    assert queries.stage(first_of(event)) is Stage.ASKED
