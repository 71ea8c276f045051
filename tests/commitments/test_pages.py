"""The pages about commitments: of the room, of who is named, and of staff."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.event import listen, remove

from academie.accounts.models import AccessLogLine
from academie.commitments import queries, service
from academie.commitments.terms import CommitmentStatus, PartyAnswer
from academie.core import clock
from academie.core.db import db
from academie.events import groups
from academie.events.models import Event
from tests.browser import Browser
from tests.commitments.factories import (
    DURING,
    TYPED,
    asked,
    make_commitment,
    make_confirmed,
    make_page,
    said,
)
from tests.factories import WHEN, make_event, make_user
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.registrations.factories import make_group

VERBS = {
    "nagekomen": CommitmentStatus.KEPT,
    "heropenen": CommitmentStatus.OPEN,
    "vervallen": CommitmentStatus.LAPSED,
}
LATER = WHEN + timedelta(days=2)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Note what the database is asked."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    listen(db.engine, "before_cursor_execute", note)
    yield statements
    remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: pages do not depend on it."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: DURING)


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it lives in its database
    """Make a meeting of this evening."""
    return make_event()


@pytest.fixture
def staff(app: Flask) -> Browser:
    """Be a member of the project team."""
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def room(event: Event) -> str:
    return f"/afspraken/{queries.page_token(queries.page_of(event) or make_page(event))}"


def desk(event: Event, rest: str = "") -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/afspraken{rest}"


def test_anybody_writes_down_a_commitment_without_a_script(browser: Browser, event: Event) -> None:
    browser.get(room(event))
    page = browser.submit(
        "#commitment", **TYPED, party_2="Gemeente", email_2="ja@voorbeeld.nl", due_on="1-5-2027"
    )

    (commitment,) = queries.of_event(event)
    assert page.text("h1") == "De afspraak is opgeschreven"
    assert [party.name for party in commitment.parties] == ["Stichting De Brug", "Gemeente"]
    assert commitment.parties[1].email == "ja@voorbeeld.nl"
    assert str(commitment.due_on) == "2027-05-01"
    assert "Set-Cookie" not in page.response.headers


def test_a_second_press_of_the_button_adds_nothing(browser: Browser, event: Event) -> None:
    url = room(event)
    name = browser.get(url).one("[name=uuid]")["value"]
    for _each in range(2):
        browser.post(url, data=TYPED | {"uuid": name})

    assert queries.number_of(event) == 1


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(
    browser: Browser, event: Event
) -> None:
    browser.get(room(event))
    page = browser.submit("#commitment", **(TYPED | {"party_1": ""}), party_5="School")

    assert page.status == 422
    assert page.text("#party_1-error") == "Schrijf op wie dit doet."
    assert page.one("#party_5")["value"] == "School"
    assert page.select("script") == []


def test_before_the_start_the_page_can_be_put_ready_and_takes_nothing(
    browser: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: WHEN - timedelta(hours=1))
    browser.get(room(event))
    page = browser.submit("#commitment", **TYPED)

    assert page.status == 409
    assert page.text("#text") == TYPED["text"]


def test_after_its_time_the_page_says_so(
    browser: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = room(event)
    monkeypatch.setattr(clock, "now", lambda: WHEN + timedelta(days=8))

    assert browser.get(url).text("h1") == "Je kunt nu geen afspraak opschrijven"
    assert browser.post(url, data=TYPED).status == 409


def test_a_party_confirms_by_the_link_in_its_mail(
    browser: Browser, event: Event, mailbox: Mailbox
) -> None:
    asked(event)
    (mail,) = deliver(mailbox)
    words = [
        str(part.get_content()) for kind in ("plain", "html") if (part := mail.get_body((kind,)))
    ]
    links = {re.search(r"http://127.0.0.1:8000(/afspraak/[^\s\"]+)", text) for text in words}
    (address,) = {found[1] for found in links if found}

    page = browser.get(address)
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    page = browser.submit("form[action$='/ja']")

    assert mail["to"] == "brug@voorbeeld.nl"
    assert mail["subject"] == "Klopt deze afspraak? Publieksacademie Leeuwarden"
    assert TYPED["text"] not in "".join(words)
    assert page.text(".notice") == "Jullie zeiden: dit klopt. Bedankt."
    assert [one.is_public for one in queries.of_event(event)] == [True]


def test_a_party_can_say_that_it_is_not_theirs(browser: Browser, event: Event) -> None:
    party = asked(event)
    browser.get(f"/afspraak/{queries.party_token(party)}")
    page = browser.submit("form[action$='/nee']")

    assert "dit is niet van ons" in page.text(".notice")
    assert party.commitment.is_disowned


def test_who_answered_already_reads_so_and_changes_nothing(browser: Browser, event: Event) -> None:
    party = make_confirmed(event).parties[0]
    page = browser.post(f"/afspraak/{queries.party_token(party)}/nee")

    assert page.status == 409
    assert page.texts(".notice") == [
        "Je hebt deze vraag al beantwoord. Klopt er iets niet? Bel of mail ons.",
        "Jullie zeiden: dit klopt. Bedankt.",
    ]
    assert party.answer is PartyAnswer.CONFIRMED


def test_a_changed_link_is_none(browser: Browser, event: Event) -> None:
    token = queries.party_token(asked(event))

    assert browser.get(f"/afspraak/{token}x").status == 404
    assert browser.get(f"/afspraken/{token}").status == 404


def test_words_that_changed_meanwhile_are_read_again(browser: Browser, event: Event) -> None:
    party = asked(event)
    browser.get(f"/afspraak/{queries.party_token(party)}")
    service.edit(party.commitment, said("Stichting De Brug", text="Iets heel anders."))
    db.session.commit()
    page = browser.submit("form[action$='/ja']")

    assert page.status == 409
    assert page.text("blockquote") == "Iets heel anders."
    assert party.answer is None


def test_the_page_of_a_meeting_shows_what_was_confirmed_and_no_more(
    browser: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_commitment(event, "Stille partij", text="Dit weet nog niemand zeker.")
    make_confirmed(event, "Gemeente", "Stille partij", text="De gemeente opent een loket.")
    monkeypatch.setattr(clock, "now", lambda: LATER)

    page = browser.get(f"/bijeenkomsten/{event.slug}")

    assert "De gemeente opent een loket." in page.text("main")
    assert "Stille partij" not in page.text("main")
    assert "Dit weet nog niemand zeker." not in page.text("main")


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
        with counted() as statements:
            assert staff.get(desk(event)).select(".card")
        asked_of_database.append(len(statements))

    assert asked_of_database[0] == asked_of_database[1]


def test_somebody_looks_up_an_address_and_forgets_it(staff: Browser, event: Event) -> None:
    party = asked(event)
    staff.get("/beheer/privacy/zoeken")
    page = staff.submit("main form", email="brug@voorbeeld.nl")
    assert "Afspraak van Publieksacademie Leeuwarden" in page.text("main")

    staff.submit("form[action$='/wissen']")

    assert (party.name, party.email) == (None, None)
