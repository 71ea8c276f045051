"""What the format of a meeting says about its mails is what its guests get."""

from datetime import UTC, datetime, timedelta

import pytest

from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.letters import service as letters
from academie.letters.models import LetterAudience
from academie.planning import service
from academie.planning.terms import IngredientState, Letter
from academie.registrations import consents
from academie.registrations.models import ConsentKind
from academie.registrations.queries import confirmed
from tests.browser import Browser
from tests.factories import NOW, make_user
from tests.letters.factories import make_letter, seen
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.planning.factories import ingredient, make_planned
from tests.registrations.factories import register

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EARLY = NOW - timedelta(days=20)
DAY_DUE = datetime(2027, 3, 8, 8, 0, tzinfo=UTC)
SENTENCE = "Neem je kinderen gerust mee & blijf eten."


@pytest.fixture(autouse=True)
def _twenty_days_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: EARLY)


def make_meeting() -> Event:
    """Publish a meeting that began from its format, with one guest."""
    event = make_planned()
    events.publish(event, now=EARLY)
    register(event, now=EARLY)
    return event


@pytest.mark.parametrize(
    ("left_out", "subjects"),
    [(False, ["Morgen: Publieksacademie Leeuwarden"]), (True, [])],
)
def test_a_mail_that_was_left_out_does_not_go(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, left_out: bool, subjects: list[str]
) -> None:
    event = make_meeting()
    if left_out:
        row = ingredient(event, Letter.REMINDER_DAY)
        service.mark(row, state=IngredientState.LEFT_OUT, note="De school herinnert zelf.")
    deliver(mailbox)

    monkeypatch.setattr(clock, "now", lambda: DAY_DUE)

    assert [mail["subject"] for mail in deliver(mailbox)] == subjects


def test_a_sentence_of_its_own_stands_in_the_mail_it_was_written_for(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_meeting()
    service.say(ingredient(event, Letter.CONFIRMATION), SENTENCE)
    db.session.commit()

    (ticket,) = deliver(mailbox)
    monkeypatch.setattr(clock, "now", lambda: DAY_DUE)
    (reminder,) = deliver(mailbox)

    assert SENTENCE in plain(ticket)
    assert "gerust mee &amp; blijf eten." in html(ticket)
    assert SENTENCE not in plain(reminder)


def test_what_a_format_adds_to_news_stands_in_the_preview_the_trial_and_the_mail(
    mailbox: Mailbox, browser: Browser
) -> None:
    event = make_meeting()
    service.say(ingredient(event, Letter.FOLLOW_UP), SENTENCE)
    (guest,) = confirmed(event)
    consents.give(guest, ConsentKind.FOLLOW_UP, now=EARLY)
    deliver(mailbox)
    letter = make_letter(event, audience=LetterAudience.FOLLOWERS, now=EARLY)
    browser.sign_in(make_user())

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/berichten/brief/{letter.ref}")
    letters.try_out(letter, by=make_user(email="collega@voorbeeld.nl"), now=EARLY)
    letters.send(letter, seen=seen(letter), now=EARLY)

    mails = deliver(mailbox)
    assert len(mails) == 2
    assert [SENTENCE in text for text in (page.text(".card"), *map(plain, mails))] == [True] * 3
