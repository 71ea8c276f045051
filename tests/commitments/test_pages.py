"""The pages about commitments for everybody: of the room, of who is named, and of the meeting."""

import re
from datetime import timedelta

import pytest

from academie.commitments import queries, service
from academie.commitments.terms import PartyAnswer
from academie.core import clock
from academie.core.db import db
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
from tests.factories import WHEN
from tests.mail import deliver
from tests.outbox.factories import Mailbox

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("evening"),
]

LATER = WHEN + timedelta(days=2)


def room(event: Event) -> str:
    return f"/afspraken/{queries.page_token(queries.page_of(event) or make_page(event))}"


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

    shut = browser.get(url)
    assert shut.text("h1") == "Je kunt nu geen afspraak opschrijven"
    assert shut.select("#typed-words") == []
    page = browser.post(url, data=TYPED)
    assert page.status == 409
    assert page.text("#typed-words") == f"{TYPED['text']} {TYPED['party_1']}"


def test_who_writes_on_a_page_whose_address_was_replaced_gets_the_words_back(
    browser: Browser, event: Event
) -> None:
    browser.get(room(event))
    made = queries.page_of(event)
    assert made is not None
    service.renew_address(made, now=DURING)
    db.session.commit()
    page = browser.submit("#commitment", **TYPED)

    assert page.status == 404
    assert page.text("#typed-words") == f"{TYPED['text']} {TYPED['party_1']}"


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
    assert [len(one.confirmed) for one in queries.of_event(event)] == [1]


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
