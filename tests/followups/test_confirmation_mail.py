"""The mails around a confirmation: sent by a real server, and read back."""

from datetime import datetime, timedelta

import pytest

from academie.core import clock
from academie.core.db import db
from academie.followups import confirmation_duties, confirming, review
from academie.followups.terms import Agreement
from tests.factories import NOW
from tests.followups.factories import (
    adopted,
    ask_outsider,
    author,
    denied,
    link_of,
    reviewer,
    say,
    submitted,
)
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def remind(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker come by at a moment."""
    monkeypatch.setattr(clock, "now", lambda: at)
    confirmation_duties.remind_due(at)
    db.session.commit()


def test_the_question_brings_the_link_and_not_what_it_is_about(mailbox: Mailbox) -> None:
    confirmation = ask_outsider(adopted())

    (mail,) = deliver(mailbox, hourly=True)

    assert mail["subject"] == "Klopt dit? Leeuwarden werkt aan een doe-agenda"
    assert (mail["to"], mail["reply-to"]) == ("directeur@vlieger.example", author().email)
    for words in (plain(mail), html(mail)):
        assert f"http://127.0.0.1:8000{link_of(confirmation)}" in words
        assert "30 april 2027" in words
        assert "Schooldirecteur, Basisschool De Vlieger" in words
        assert "Partners werken" not in words


def test_a_question_that_lost_its_sense_stays_here(mailbox: Mailbox) -> None:
    revoked, returned, erased = (ask_outsider(submitted()) for _each in range(3))
    confirming.revoke(revoked, by=author(), now=NOW)
    review.hand_back(returned.outcome, reviewer=reviewer(), note="Beter.", now=NOW)
    confirming.withdraw(erased, now=NOW)

    assert deliver(mailbox, hourly=True) == []


def test_who_asked_hears_of_the_answer_and_of_a_dispute(mailbox: Mailbox) -> None:
    outcome = adopted()
    ask = ask_outsider(outcome, email="eerst@voorbeeld.nl")
    deliver(mailbox, hourly=True)
    say(ask, what=Agreement.PARTLY, remark="Bijna.")

    (mail,) = deliver(mailbox, hourly=True)
    assert (mail["subject"], mail["to"]) == ("Antwoord over OPB-0001", author().email)
    for words in (plain(mail), html(mail)):
        assert f"/beheer/opbrengsten/{outcome.ref}/bevestigingen/{ask.ref}" in words
        assert "betwist" not in words
        assert "Bijna" not in words
    denied(outcome)

    assert "betwist" in plain(deliver(mailbox, hourly=True)[-1])


def test_a_reminder_goes_once_and_catches_up(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = submitted()
    confirmation = ask_outsider(outcome)
    deliver(mailbox, hourly=True)

    remind(NOW + 13 * DAY, monkeypatch)
    review.hand_back(outcome, reviewer=reviewer(), note="Beter.", now=NOW)
    remind(NOW + 15 * DAY, monkeypatch)
    assert deliver(mailbox, hourly=True) == []
    review.submit(outcome, now=NOW)
    for day in (45, 46):
        remind(NOW + day * DAY, monkeypatch)
    (mail,) = deliver(mailbox, hourly=True)

    assert mail["subject"] == "Wil je nog antwoorden? Leeuwarden werkt aan een doe-agenda"
    for words in (plain(mail), html(mail)):
        assert link_of(confirmation) in words
        assert "30 april 2027" in words


def test_nobody_is_reminded_when_it_makes_no_sense_any_more(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = submitted()
    answered, revoked, late = (
        ask_outsider(outcome, email=f"{number}@voorbeeld.nl") for number in range(3)
    )
    say(answered)
    confirming.revoke(revoked, by=author(), now=NOW)
    deliver(mailbox, hourly=True)

    remind(late.expires_at + DAY, monkeypatch)

    assert deliver(mailbox, hourly=True) == []
