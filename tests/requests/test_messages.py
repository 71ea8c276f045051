"""The mails about requests, sent by a real server and read back."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from academie.core import links
from academie.requests import contact, queries, service
from academie.requests.models import AcademyRequest
from tests.factories import NOW, make_user
from tests.followups.factories import adopted
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.requests.factories import TYPED, accept, make_draft, make_request

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

START = datetime(2027, 6, 1, 17, 30, tzinfo=UTC)


def link(request: AcademyRequest) -> str:
    return links.absolute("requests.mine", token=queries.token_of(request))


def say_yes(request: AcademyRequest, *, organiser: bool) -> None:
    steps = "We bellen je.\nDaarna kiezen we een zaal."
    accept(request, make_user(), starts_at=START, next_steps=steps, organiser=organiser)


def test_who_saves_for_later_is_mailed_the_link(mailbox: Mailbox) -> None:
    request = make_draft(name=None)

    (mail,) = deliver(mailbox)

    assert (mail["to"], mail["subject"]) == ("sanne@voorbeeld.nl", "Ga verder met je aanvraag")
    for text in (plain(mail), html(mail)):
        assert "Dag," in text
        assert link(request) in text


def test_a_request_that_came_in_is_confirmed(mailbox: Mailbox) -> None:
    request = make_request()

    mail, _told = deliver(mailbox)

    assert mail["subject"] == "We hebben je aanvraag ontvangen"
    for text in (plain(mail), html(mail)):
        assert "Dag Sanne de Groot," in text
        assert "Bedankt voor je aanvraag voor Emmen." in text
        assert link(request) in text


def test_a_request_to_do_the_same_names_what_was_done_elsewhere(mailbox: Mailbox) -> None:
    source = adopted(title="Ontbijt op school", transferable="Een keuken.")
    make_request(source_outcome_id=source.id)

    for mail in deliver(mailbox):
        assert "Ontbijt op school." in plain(mail)
        assert "Ontbijt op school." in html(mail)


def test_questions_are_mailed_together_with_the_link_to_answer(mailbox: Mailbox) -> None:
    request = make_request()
    user = make_user()
    deliver(mailbox)
    for text in ("Wie betaalt?", "Welke scholen?"):
        service.ask(request, user=user, text=text, now=NOW)

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "We hebben een vraag over je aanvraag"
    for text in (plain(mail), html(mail)):
        assert "Wie betaalt?" in text
        assert "Welke scholen?" in text
        assert link(request) in text


def test_a_question_that_was_answered_meanwhile_is_not_mailed(mailbox: Mailbox) -> None:
    request = make_request()
    deliver(mailbox)
    service.ask(request, user=make_user(), text="Wie betaalt?", now=NOW)
    service.answer(request, text="Wij.", now=NOW)

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "Antwoord op je vraag over de aanvraag: Emmen"


def arrive() -> AcademyRequest:
    return make_request()


def talk() -> AcademyRequest:
    request = make_request()
    service.ask(request, user=make_user(), text="Wie betaalt?", now=NOW)
    service.answer(request, text="Mijn buurvrouw.", now=NOW)
    return request


def correct() -> AcademyRequest:
    request = make_request()
    service.correct(request, now=NOW, **(TYPED | {"wish": "Mijn buurvrouw."}))
    return request


@pytest.mark.parametrize(
    ("happen", "subject"),
    [
        (arrive, "Nieuwe aanvraag: Emmen"),
        (talk, "Antwoord op je vraag over de aanvraag: Emmen"),
        (correct, "Veranderde aanvraag: Emmen"),
    ],
)
def test_the_team_is_told_where_to_look_and_nothing_of_who_asks(
    mailbox: Mailbox, happen: Callable[[], AcademyRequest], subject: str
) -> None:
    request = happen()

    mail = {str(mail["subject"]): mail for mail in deliver(mailbox)}[subject]

    assert mail["to"] == "academie@voorbeeld.nl"
    for text in (plain(mail), html(mail)):
        assert links.absolute("requests_manage.show", ref=request.ref) in text
        assert "Bibliotheek Emmen" in text
        for private in ("Sanne", "sanne@voorbeeld.nl", "06-12", "Mijn buurvrouw."):
            assert private not in text


def test_who_corrects_the_address_gets_the_new_link_there(mailbox: Mailbox) -> None:
    request = make_request()
    deliver(mailbox)
    service.correct(request, now=NOW, **(TYPED | {"email": "nieuw@voorbeeld.nl"}))

    mail, _told = deliver(mailbox)

    assert mail["to"] == "nieuw@voorbeeld.nl"
    assert link(request) in plain(mail)


def test_who_took_a_request_back_gets_its_link_at_another_address_too(mailbox: Mailbox) -> None:
    request = make_request()
    service.withdraw(request, now=NOW)
    deliver(mailbox)

    contact.correct(request, name="Sanne", email="nieuw@voorbeeld.nl", phone=None, now=NOW)

    (mail,) = deliver(mailbox)
    assert (mail["to"], mail["subject"]) == ("nieuw@voorbeeld.nl", "Je aanvraag is ingetrokken")
    for text in (plain(mail), html(mail)):
        assert link(request) in text


def test_the_decision_to_accept_brings_date_and_next_steps(mailbox: Mailbox) -> None:
    request = make_request()
    deliver(mailbox)
    say_yes(request, organiser=True)

    mails = {str(mail["subject"]): mail for mail in deliver(mailbox)}

    assert set(mails) == {"Je uitnodiging voor Academie", "Je aanvraag is aangenomen"}
    mail = mails["Je aanvraag is aangenomen"]
    for text in (plain(mail), html(mail)):
        assert "dinsdag 1 juni 2027, 19.30 tot 21.30 uur" in text
        assert "We bellen je.\nDaarna kiezen we een zaal." in text
        assert "Jij organiseert de bijeenkomst in Academie." in text


def test_who_does_not_organise_hears_nothing_of_an_account(mailbox: Mailbox) -> None:
    request = make_request()
    deliver(mailbox)
    say_yes(request, organiser=False)

    (mail,) = deliver(mailbox)

    assert "Jij organiseert" not in plain(mail)


def test_the_decision_to_decline_brings_the_reason(mailbox: Mailbox) -> None:
    request = make_request()
    deliver(mailbox)
    service.decline(request, user=make_user(), reason="<b>Te vroeg</b>", now=NOW)

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "Je aanvraag gaat niet door"
    assert "<b>Te vroeg</b>" in plain(mail)
    assert "&lt;b&gt;Te vroeg&lt;/b&gt;" in html(mail)


def test_who_took_the_request_back_is_mailed_nothing_more(mailbox: Mailbox) -> None:
    request = make_request()
    service.withdraw(request, now=NOW)

    assert deliver(mailbox) == []


def test_a_request_that_was_sent_in_needs_no_link_to_go_on(mailbox: Mailbox) -> None:
    request = make_draft()
    service.send_saved(request, now=NOW, email="sanne@voorbeeld.nl")

    assert [mail["subject"] for mail in deliver(mailbox)] == [
        "We hebben je aanvraag ontvangen",
        "Nieuwe aanvraag: Emmen",
    ]
