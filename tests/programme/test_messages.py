"""The mails about a contribution: sent by a real server, and read back."""

from email.message import EmailMessage

import pytest

from academie.core import clock
from academie.events import service as events
from academie.programme import contributors
from academie.programme.models import Contributor
from academie.programme.terms import ContributorRole
from tests.factories import NOW, make_event
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.programme.factories import approve, link_of, make_contributor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def bodies(mail: EmailMessage) -> tuple[str, str]:
    """Give the plain text and the HTML."""
    parts = [mail.get_body((kind,)) for kind in ("plain", "html")]
    plain, html = (str(part.get_content()) for part in parts if part)
    return plain, html


def asked() -> Contributor:
    contributor = make_contributor(make_event())
    contributors.ask(contributor, now=NOW)
    return contributor


def test_the_question_brings_the_link_and_not_the_text(mailbox: Mailbox) -> None:
    samira = asked()

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "Je bijdrage aan Publieksacademie Leeuwarden"
    assert (mail["to"], mail["reply-to"]) == ("samira@voorbeeld.nl", "leeuwarden@voorbeeld.nl")
    assert mail["from"] == "Alliantie Kinderarmoede <academie@voorbeeld.nl>"
    assert mail.get_content_type() == "multipart/alternative"
    for text in bodies(mail):
        assert "Dag Samira," in text
        assert f"http://127.0.0.1:8000{link_of(samira)}" in text
        assert "Vraag" in text or "Vragen?" in text
        assert "schoolreis" not in text
        assert "rvaringsdeskundige" not in text


def test_a_question_about_words_that_changed_meanwhile_stays_here(mailbox: Mailbox) -> None:
    samira = asked()
    contributors.change(
        samira,
        name="Samira",
        role=ContributorRole.SPEAKER,
        knowledge=None,
        text=None,
        email=samira.email,
        items=[],
        now=NOW,
    )

    assert deliver(mailbox) == []


def test_who_answered_withdrew_or_was_taken_out_is_not_asked(mailbox: Mailbox) -> None:
    answered, withdrawn, gone = asked(), asked(), asked()
    approve(answered)
    contributors.withdraw(withdrawn, now=NOW)
    contributors.remove(gone, now=NOW)

    assert [mail["to"] for mail in deliver(mailbox)] == ["leeuwarden@voorbeeld.nl"]


def test_nobody_is_asked_for_a_meeting_that_was_called_off(mailbox: Mailbox) -> None:
    samira = asked()
    events.cancel(samira.event, reason="De zaal is dicht.", now=NOW)

    assert deliver(mailbox) == []


def test_another_wording_reaches_the_organiser(mailbox: Mailbox) -> None:
    samira = make_contributor(make_event())
    contributors.reword(samira, wording="Moeder van drie kinderen.", now=NOW)

    (mail,) = deliver(mailbox)

    assert mail["to"] == "leeuwarden@voorbeeld.nl"
    assert mail["subject"] == "Een andere tekst voor Publieksacademie Leeuwarden"
    for text in bodies(mail):
        assert "Samira wil graag een andere tekst" in text
        assert "Moeder van drie kinderen." in text
        assert f"/beheer/bijeenkomsten/{samira.event.ref}/programma" in text


def test_the_organiser_hears_of_a_no(mailbox: Mailbox) -> None:
    samira = make_contributor(make_event())
    contributors.decline(samira, read=contributors.fingerprint(samira), now=NOW)

    (mail,) = deliver(mailbox)

    assert mail["to"] == "leeuwarden@voorbeeld.nl"
    for text in bodies(mail):
        assert "Samira wil niet met deze tekst op de pagina." in text


def test_of_who_withdrew_the_organiser_hears_the_role_alone(mailbox: Mailbox) -> None:
    samira = make_contributor(make_event(), approved=True)
    contributors.withdraw(samira, now=NOW)

    (mail,) = deliver(mailbox)

    for text in bodies(mail):
        assert "De rol was: Ervaringsdeskundige." in text
        assert "Samira" not in text


def test_a_no_that_became_a_yes_meanwhile_is_not_told(mailbox: Mailbox) -> None:
    samira = make_contributor(make_event())
    contributors.decline(samira, read=contributors.fingerprint(samira), now=NOW)
    approve(samira)

    assert deliver(mailbox) == []
