"""What a tablet brings: late, twice, forged or spoiled; each is kept once, or said why not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from academie.commitments import api, queries, service
from academie.commitments.models import CommitmentPage
from academie.core import clock
from academie.core.db import db
from tests.browser import Browser
from tests.commitments.factories import DURING, TYPED, make_page, somebody
from tests.factories import make_event

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("evening"),
]

MILLISECONDS = 1000
CLOCK = int(DURING.timestamp() * MILLISECONDS)


@pytest.fixture
def page(app: Flask) -> CommitmentPage:  # noqa: ARG001 - it lives in its database
    """Make the page of a meeting."""
    return make_page(make_event())


def entry(**typed: str) -> dict[str, Any]:
    """Write down what a script keeps of a form."""
    pairs = [[name, value] for name, value in (TYPED | typed).items()]
    return {"uuid": str(uuid4()), "at": CLOCK, "typed": pairs}


def bring(browser: Browser, page: CommitmentPage, *entries: Any) -> TestResponse:
    """Send what a tablet kept."""
    url = f"/afspraken/{queries.page_token(page)}/opgeschreven"
    return browser.post(url, json={"clock": CLOCK, "opgeschreven": list(entries)}).response


def answers(response: TestResponse) -> list[dict[str, Any]]:
    """Read what the server said of each."""
    assert response.status_code == 200
    assert response.json is not None
    found: list[dict[str, Any]] = response.json["answers"]
    return found


def test_what_is_sent_twice_is_kept_once(browser: Browser, page: CommitmentPage) -> None:
    kept = entry()

    for _each in range(2):
        assert answers(bring(browser, page, kept)) == [{"uuid": kept["uuid"]}]

    assert queries.number_of(page.event) == 1


def test_one_bad_entry_spoils_no_other(browser: Browser, page: CommitmentPage) -> None:
    bad: list[Any] = [
        *(None, 7, [], {}, {"uuid": "x"}, entry() | {"at": "now"}, entry() | {"typed": "text"}),
        *(entry() | {"typed": [["text"]]}, entry() | {"typed": [["text", 7]]}),
        entry() | {"uuid": "../../etc"},
        entry() | {"typed": [["text", "x"]] * 100},
        entry(text="\ud800"),
    ]
    good = entry(text="Dit\x00 blijft \u202eover.")

    heard = answers(bring(browser, page, *bad, good))

    assert [each.get("error") for each in heard] == [
        *(["We kunnen dit niet lezen."] * len(bad)),
        None,
    ]
    assert [one.text for one in queries.of_event(page.event)] == ["Dit blijft over."]


SPOILED = (
    ({"text": " "}, "Schrijf op wat jullie gaan doen."),
    ({"text": "x" * 501}, "Maak dit korter: hooguit 500 tekens."),
    ({"text": "Kijk op www.koopnu.example"}, "Schrijf hier geen webadres op."),
    ({"party_1": ""}, "Schrijf op wie dit doet."),
    ({"party_2": "stichting de brug"}, "Deze naam staat er twee keer."),
    ({"email_1": "geen adres"}, "Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl."),
    ({"email_2": "b@voorbeeld.nl"}, "Van wie is dit e-mailadres?"),
    ({"level": "universe"}, "Ongeldige keuze: kon niet omgezet worden."),
    ({"level": ""}, "Kies wie je ervoor nodig hebt."),
    ({"due_on": "31-2-2027"}, "Schrijf de datum zo: 9-3-2027."),
    ({"due_on": "1-1-2020"}, "Kies een dag na de bijeenkomst."),
    ({"challenges": "geen-opgave"}, "Kies een onderwerp uit de lijst."),
)


def test_what_does_not_fit_is_said_in_words(browser: Browser, page: CommitmentPage) -> None:
    heard = answers(bring(browser, page, *(entry(**typed) for typed, _sentence in SPOILED)))

    assert [each["error"] for each in heard] == [sentence for _typed, sentence in SPOILED]
    assert queries.number_of(page.event) == 0


def test_a_clock_that_is_years_off_changes_nothing(browser: Browser, page: CommitmentPage) -> None:
    years = int(timedelta(days=4000).total_seconds()) * MILLISECONDS
    token = queries.page_token(page)
    kept = entry() | {"at": CLOCK + years - 60_000}

    browser.post(
        f"/afspraken/{token}/opgeschreven", json={"clock": CLOCK + years, "opgeschreven": [kept]}
    )

    (commitment,) = queries.of_event(page.event)
    assert commitment.recorded_at == DURING - timedelta(minutes=1)


def test_what_was_written_in_time_is_taken_late(
    browser: Browser, page: CommitmentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = queries.closes_at(page) + timedelta(days=13)
    monkeypatch.setattr(clock, "now", lambda: late)
    now = int(late.timestamp() * MILLISECONDS)
    token = queries.page_token(page)
    in_time, too_late = entry(), entry() | {"at": now}

    response = browser.post(
        f"/afspraken/{token}/opgeschreven",
        json={"clock": now, "opgeschreven": [in_time, too_late]},
    ).response

    assert [each.get("error") for each in answers(response)] == [
        None,
        "Je kunt hier nu geen afspraak opschrijven.",
    ]


def test_a_page_that_is_over_or_replaced_says_that_it_is_gone(
    browser: Browser, page: CommitmentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"/afspraken/{queries.page_token(page)}/opgeschreven"
    monkeypatch.setattr(clock, "now", lambda: queries.closes_at(page) + timedelta(days=15))
    over = browser.post(url, json={"clock": 0, "opgeschreven": []}).response
    assert "gone" in (over.json or {})
    monkeypatch.setattr(clock, "now", lambda: DURING)
    service.renew_address(page, now=DURING)
    db.session.commit()

    response = browser.post(url, json={"clock": 0, "opgeschreven": []}).response

    assert response.status_code == 404
    assert "gone" in (response.json or {})
    assert response.headers["Cache-Control"] == "no-store"


def test_an_address_that_was_replaced_takes_what_was_written_before_and_no_more(
    browser: Browser, page: CommitmentPage
) -> None:
    old = queries.page_token(page)
    service.renew_address(page, now=DURING)
    db.session.commit()
    before = entry() | {"at": CLOCK - 60_000}
    after = entry()

    heard = browser.post(
        f"/afspraken/{old}/opgeschreven", json={"clock": CLOCK, "opgeschreven": [before, after]}
    ).response.json

    assert heard == {
        "gone": "Deze link werkt niet meer. Vraag een nieuwe aan.",
        "answers": [
            {"uuid": before["uuid"]},
            {"uuid": after["uuid"], "error": "Je kunt hier nu geen afspraak opschrijven."},
        ],
    }
    assert [one.uuid for one in queries.of_event(page.event)] == [before["uuid"]]


def test_an_address_takes_nothing_a_day_after_it_was_replaced_or_once_the_next_one_was(
    browser: Browser, page: CommitmentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = queries.page_token(page)
    service.renew_address(page, now=DURING)
    second = queries.page_token(page)
    service.renew_address(page, now=DURING)
    db.session.commit()
    before = entry() | {"at": CLOCK - 60_000}

    refused = browser.post(
        f"/afspraken/{first}/opgeschreven", json={"clock": CLOCK, "opgeschreven": [before]}
    )
    monkeypatch.setattr(clock, "now", lambda: DURING + timedelta(days=1))
    late = browser.post(
        f"/afspraken/{second}/opgeschreven", json={"clock": CLOCK, "opgeschreven": [before]}
    )

    for answer in (refused, late):
        assert answer.status == 404
        assert list(answer.response.json or {}) == ["gone"]
    assert queries.number_of(page.event) == 0


def test_what_is_no_batch_is_refused_in_words(browser: Browser, page: CommitmentPage) -> None:
    url = f"/afspraken/{queries.page_token(page)}/opgeschreven"

    for body in (b"", b"[]", b"[" * 50_000, b'{"clock": 1}', b"\xff"):
        response = browser.post(url, body, content_type="application/json").response
        assert response.status_code == 400
        assert response.json == {"error": "We kunnen dit niet lezen."}


def test_too_many_in_one_batch_are_taken_in_parts(browser: Browser, page: CommitmentPage) -> None:
    heard = answers(bring(browser, page, *([None] * 1000)))

    assert len(heard) == api.MOST_ENTRIES


def test_a_meeting_takes_no_more_than_a_hall_says(
    browser: Browser, page: CommitmentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_OF_A_MEETING", 1)

    first, second = answers(bring(browser, page, entry(), entry()))

    assert "error" not in first
    assert second["error"].startswith("Er zijn bij deze bijeenkomst te veel afspraken.")


def test_what_staff_put_aside_leaves_its_place_to_others(
    browser: Browser, page: CommitmentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_OF_A_MEETING", 1)
    bring(browser, page, entry())
    (junk,) = queries.of_event(page.event)
    service.strike(junk, by=somebody(), now=DURING)
    db.session.commit()

    (heard,) = answers(bring(browser, page, entry()))

    assert "error" not in heard
