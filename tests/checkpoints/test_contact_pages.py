"""What the local contact sees and does behind the link of a question."""

from datetime import timedelta

import pytest

from academie.checkpoints import queries
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import CheckpointResult
from academie.commitments.terms import CommitmentStatus, PartyAnswer
from academie.core import clock
from academie.core.db import db
from tests.browser import Browser
from tests.checkpoints.factories import (
    THREE_MONTHS,
    address,
    keep_up,
    make_checkpoint,
    make_closed,
    make_commitment,
    make_owner,
)
from tests.commitments.factories import asked, make_confirmed, say
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("three_months_later"),
]


def test_the_form_asks_first_what_a_child_notices_and_knows_what_was_agreed(
    browser: Browser,
) -> None:
    event = make_closed(owner=make_owner())
    commitment = make_commitment(event)
    checkpoint = make_checkpoint(event)

    page = browser.get(address(checkpoint) + "?antwoord=ja")

    first = page.select("#answer .field")[0]
    assert first.select("label")[0].get_text() == "Wat merkt een kind hiervan? (niet verplicht)"
    assert page.one("#answer input[name=result][checked]")["value"] == "change"
    assert commitment.text in page.text("#answer")
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    assert db.session.get(Checkpoint, checkpoint.id, populate_existing=True).answered_at is None  # type: ignore[union-attr] # it is there


def test_an_answer_is_kept_and_shown_when_the_link_is_opened_again(browser: Browser) -> None:
    event = make_closed(owner=make_owner())
    commitment = make_commitment(event)
    checkpoint = make_checkpoint(event)
    browser.get(address(checkpoint))

    page = browser.submit(
        "#answer",
        result="change",
        child_view="Elk kind kan zwemmen.",
        remark="Het zwembad is gratis op zondag.",
        **{f"c-{commitment.ref}": "kept"},
    )

    again = browser.get(address(checkpoint))
    db.session.expire_all()
    assert page.text("h1") == again.text("h1") == "Bedankt voor je antwoord"
    assert "Het zwembad is gratis op zondag." in again.text("main")
    assert f"{commitment.text} Nagekomen" in again.text("dl.facts")
    assert checkpoint.outcome
    assert commitment.status is CommitmentStatus.KEPT


def test_of_much_that_was_agreed_a_part_is_asked_and_the_rest_may_be_told(
    browser: Browser, mailbox: Mailbox
) -> None:
    event = make_closed(owner=make_owner())
    agreed = [make_commitment(event, f"Afspraak {number}.") for number in range(8)]
    checkpoint = make_checkpoint(event)
    (mail,) = deliver(mailbox, hourly=True)
    page = browser.get(address(checkpoint))
    asked = page.texts("#answer > fieldset legend")[1:]
    more = page.texts("#answer details legend")

    page = browser.submit("#answer", result="no_change", **{f"c-{agreed[7].ref}": "lapsed"})

    db.session.expire_all()
    assert (len(asked), more) == (queries.MOST_COMMITMENTS, ["Afspraak 6.", "Afspraak 7."])
    assert page.text("h1") == "Bedankt voor je antwoord"
    assert agreed[7].status is CommitmentStatus.LAPSED
    assert [ref in (checkpoint.told or {}) for ref in (agreed[0].ref, agreed[6].ref)] == [
        True,
        False,
    ]
    for text in (plain(mail), html(mail)):
        assert "Afspraak 5." in text
        assert "Afspraak 6." not in text
        assert "Er zijn nog meer afspraken." in text


def test_what_no_party_confirmed_is_shown_so_to_the_contact(
    browser: Browser, mailbox: Mailbox
) -> None:
    event = make_closed(owner=make_owner())
    make_confirmed(event, text="De bieb blijft langer open.")
    make_commitment(event, "De clubs vragen geen geld.")
    checkpoint = make_checkpoint(event)
    (mail,) = (mail for mail in deliver(mailbox, hourly=True) if "Hoe gaat het" in mail["subject"])

    page = browser.get(address(checkpoint))

    confirmed, other = page.texts("#answer > fieldset")[1:]
    assert "De bieb blijft langer open." in confirmed
    assert "Nog niet bevestigd." not in confirmed
    assert "De clubs vragen geen geld. Nog niet bevestigd." in other
    for text in (plain(mail), html(mail)):
        assert "De clubs vragen geen geld. (nog niet bevestigd)" in text
        assert "langer open. (nog" not in text


def test_what_a_party_disowned_is_not_shown_to_the_contact(
    browser: Browser, mailbox: Mailbox
) -> None:
    event = make_closed(owner=make_owner())
    make_confirmed(event, text="De bieb blijft langer open.")
    say(asked(event), PartyAnswer.NOT_OURS)
    checkpoint = make_checkpoint(event)
    (mail,) = (mail for mail in deliver(mailbox, hourly=True) if "Hoe gaat het" in mail["subject"])

    page = browser.get(address(checkpoint))

    for text in (page.text("#answer"), plain(mail), html(mail)):
        assert "De bieb blijft langer open." in text
        assert "gratis spullen" not in text


@pytest.mark.parametrize("result", ["no_change", "too_early"])
def test_one_tap_is_a_complete_answer(browser: Browser, result: str) -> None:
    checkpoint = make_checkpoint()
    token = browser.get(address(checkpoint)).one("#quick [name$=csrf_token]")["value"]

    page = browser.post(address(checkpoint), {"kort-result": result, "kort-csrf_token": token})

    db.session.expire_all()
    assert page.text("h1") == "Bedankt voor je antwoord"
    assert checkpoint.result == result


def test_the_earlier_answer_stands_ready(browser: Browser) -> None:
    event = make_closed(owner=make_owner())
    checkpoint = make_checkpoint(event)
    browser.get(address(checkpoint))
    browser.submit("#answer", result="no_change", child_view="Nog niets.")
    six = queries.of_event(event)[1]
    keep_up(THREE_MONTHS + timedelta(days=93))

    page = browser.get(address(six))

    assert page.one("#child_view").get_text(strip=True) == "Nog niets."
    assert "Er is niets veranderd" in page.text("main details")


def test_who_says_that_something_changed_says_more_than_the_earlier_answer(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_closed(owner=make_owner())
    three, six = make_checkpoint(event), queries.of_event(event)[1]
    browser.get(address(three))
    browser.submit("#answer", result="change", child_view="Elk kind\nkan zwemmen.")
    later = THREE_MONTHS + timedelta(days=93)
    monkeypatch.setattr(clock, "now", lambda: later)
    keep_up(later)
    browser.get(address(six))

    page = browser.submit("#answer", result="change")

    db.session.expire_all()
    assert page.text("#remark-error") == "Schrijf kort op wat er is veranderd."
    assert page.one("#child_view").get_text().split() == ["Elk", "kind", "kan", "zwemmen."]
    assert six.result is None


def test_what_stood_there_already_is_no_news(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_closed(owner=make_owner())
    three, six = make_checkpoint(event), queries.of_event(event)[1]
    browser.get(address(three))
    browser.submit("#answer", result="change", child_view="Elk kind kan zwemmen.")
    reported = three.outcome
    assert reported
    later = THREE_MONTHS + timedelta(days=93)
    monkeypatch.setattr(clock, "now", lambda: later)
    keep_up(later)
    browser.get(address(six))

    browser.submit("#answer", result="change", **{f"o-{reported.ref}": "ongoing"})

    db.session.expire_all()
    assert six.result is CheckpointResult.CHANGE
    assert six.outcome is None


def test_who_answers_second_is_told_so(browser: Browser) -> None:
    checkpoint = make_checkpoint()
    browser.get(address(checkpoint))
    first = browser.page
    browser.submit("#answer", result="no_change")
    browser.page = first

    page = browser.submit("#answer", result="too_early", remark="Wij zijn nog bezig.")

    db.session.expire_all()
    assert page.text("h1") == "Deze vraag is al beantwoord"
    assert "Iemand was je net voor." in page.text("main")
    assert checkpoint.result is CheckpointResult.NO_CHANGE
    assert [late.remark for late in checkpoint.late_answers] == ["Wij zijn nog bezig."]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"result": "change"}, "Schrijf kort op wat er is veranderd."),
        ({"result": None}, "Kies ja, nee of nog te vroeg."),
        ({"result": "no_change", "remark": "x" * 2001}, "Maak dit korter: hooguit 2000 tekens."),
    ],
)
def test_a_mistake_is_told_beside_the_field_and_nothing_typed_is_lost(
    browser: Browser, typed: dict[str, str], sentence: str
) -> None:
    checkpoint = make_checkpoint()
    browser.get(address(checkpoint))

    page = browser.submit("#answer", **typed)

    assert page.status == 422
    assert sentence in page.text("#answer")
    assert page.one("#remark").get_text(strip=True) == typed.get("remark", "")


@pytest.mark.parametrize("choice", ["contact_lost", "no_answer", "x", "\0", ""])
def test_what_the_form_does_not_offer_is_no_answer(browser: Browser, choice: str) -> None:
    checkpoint = make_checkpoint()
    token = browser.get(address(checkpoint)).one("#quick [name$=csrf_token]")["value"]

    pages = [
        browser.post(address(checkpoint), {name: choice, "kort-csrf_token": token})
        for name in ("result", "kort-result")
    ]

    assert [page.status for page in pages] == [422, 422]
    assert checkpoint.result is None


def test_a_changed_link_opens_nothing(browser: Browser) -> None:
    checkpoint = make_checkpoint()
    link = address(checkpoint)

    for wrong in (link + "x", link.replace("-1.", "-2."), "/vervolg/x"):
        assert browser.get(wrong).status == 404


def test_a_link_works_sixty_days(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint = make_checkpoint()
    page = browser.get(address(checkpoint))
    monkeypatch.setattr(clock, "now", lambda: THREE_MONTHS + timedelta(days=60))

    refused = browser.submit(
        "#answer", result="no_change", child_view="Elk kind leest.", remark="Wij zijn\nbezig."
    )
    late = browser.get(address(checkpoint))

    assert page.text("h1") == "Hoe gaat het na Publieksacademie Leeuwarden?"
    assert (late.status, late.text("h1")) == (200, "Deze link is te oud")
    assert refused.status == 409
    assert refused.text("#typed-words") == "Elk kind leest. Wij zijn bezig."
    assert late.select("#typed-words") == []
    assert checkpoint.result is None


def test_an_old_link_says_that_it_was_answered_and_not_what(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = make_checkpoint()
    browser.get(address(checkpoint))
    browser.submit("#answer", result="no_change")
    monkeypatch.setattr(clock, "now", lambda: THREE_MONTHS + timedelta(days=61))

    page = browser.get(address(checkpoint))

    assert page.text("h1") == "Deze vraag is al beantwoord"
    assert "kwam er een antwoord" in page.text("main")
    assert "Er is niets veranderd" not in page.text("main")


def test_the_mail_tells_what_was_agreed_and_how_to_answer(mailbox: Mailbox) -> None:
    event = make_closed(title="<b>Academie</b>")
    make_commitment(event)
    checkpoint = make_checkpoint(event)

    (mail,) = deliver(mailbox, hourly=True)

    assert mail["subject"] == "Hoe gaat het met: <b>Academie</b>?"
    assert mail["reply-to"] == "leeuwarden@voorbeeld.nl"
    assert "Wat merkt een kind hiervan?" in plain(mail)
    for text in (plain(mail), html(mail)):
        assert "Dag Sietske," in text
        assert "De bieb regelt elke week huiswerkhulp." in text
        assert "De link werkt 60 dagen." in text
        assert f"http://127.0.0.1:8000{address(checkpoint)}" in text
        assert f"http://127.0.0.1:8000{address(checkpoint, '/jij')}" in text
    assert "<b>Academie" not in html(mail)
    assert f"{address(checkpoint)}?antwoord=te-vroeg" in html(mail)


def test_an_answer_keeps_mail_that_waits_from_leaving(browser: Browser, mailbox: Mailbox) -> None:
    checkpoint = make_checkpoint()
    browser.get(address(checkpoint))
    browser.submit("#answer", result="no_change")

    assert deliver(mailbox, hourly=True) == []
