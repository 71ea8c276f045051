"""Two who write at the same moment: the second waits, and knows what the first did."""

from collections.abc import Callable

from flask import Flask

from academie.accounts.models import User
from academie.core.db import db
from academie.followups import (
    chains,
    confirmation_queries,
    confirming,
    linking,
    proving,
    queries,
    service,
)
from academie.followups.models import Outcome
from academie.followups.terms import Agreement, OutcomeLinkKind, OutcomeStatus
from academie.followups.wording import fingerprint
from tests.factories import NOW
from tests.followups.factories import (
    SEEN_ON,
    adopted,
    ask_outsider,
    author,
    make_outcome,
    show_file,
)
from tests.meanwhile import refused_meanwhile


def test_of_two_answers_to_one_question_the_first_stays(app: Flask) -> None:
    confirmation = ask_outsider(adopted())
    ref, read = confirmation.ref, fingerprint(confirmation.outcome)

    def say(what: Agreement) -> Callable[[], None]:
        def verb() -> None:
            found = confirmation_queries.by_ref(ref)
            assert found
            confirming.answer(
                found,
                what=what,
                significance=what,
                contribution=None,
                remark=None,
                read=read,
                now=NOW,
            )

        return verb

    assert refused_meanwhile(app, say(Agreement.FULLY), say(Agreement.NO))
    db.session.expire_all()
    assert confirmation.what is Agreement.FULLY


def test_of_two_who_are_asked_in_the_last_place_one_is(app: Flask) -> None:
    outcome = adopted()
    number, writer = outcome.id, author().id
    for taken in range(2):
        ask_outsider(outcome, email=f"{taken}@voorbeeld.nl")

    def ask(email: str) -> Callable[[], None]:
        def verb() -> None:
            found, by = db.session.get(Outcome, number), db.session.get(User, writer)
            assert found
            assert by
            confirming.ask(
                found,
                role="Directeur",
                party="Basisschool De Vlieger",
                email=email,
                independent=True,
                independence="Deed niet mee.",
                by=by,
                now=NOW,
            )

        return verb

    assert refused_meanwhile(app, ask("derde@voorbeeld.nl"), ask("vierde@voorbeeld.nl"))
    db.session.expire_all()
    assert len(outcome.confirmations) == 3


def test_who_waits_for_an_outcome_reads_what_a_colleague_made_of_it(app: Flask) -> None:
    number, writer = make_outcome().id, author().id
    seen: list[tuple[str, list[str]]] = []

    def change() -> None:
        service.change(
            found(number), by=of_staff(writer), now=NOW, title="Nieuw", actors=["De school"]
        )

    def wait() -> None:
        outcome = found(number)
        assert outcome.actors
        queries.lock(outcome)
        seen.append((outcome.title, [actor.name for actor in outcome.actors]))

    refused_meanwhile(app, change, wait)

    assert seen == [("Nieuw", ["De school"])]


def test_what_lost_its_evidence_meanwhile_is_not_seen_to_be_done(app: Flask) -> None:
    outcome = adopted()
    show_file(outcome)
    number, writer = outcome.id, author().id

    def remove() -> None:
        (evidence,) = found(number).evidence
        proving.remove_file(evidence, by=of_staff(writer), reason="Een naam erin.", now=NOW)

    def observe() -> None:
        seen = found(number)
        assert seen.evidence
        service.observe(
            seen,
            observed_on=SEEN_ON,
            status=OutcomeStatus.REALISED,
            text="Het is er.",
            observer="Gemeente",
            now=NOW,
        )

    assert refused_meanwhile(app, remove, observe)


def test_who_tells_of_an_outcome_and_of_news_waits_for_no_link(app: Flask) -> None:
    outcome, other = adopted(), adopted()
    number, target = outcome.id, other.id

    def tell() -> None:
        service.observe(
            found(number),
            observed_on=SEEN_ON,
            status=OutcomeStatus.STARTED,
            text="Het is begonnen.",
            observer="Gemeente",
            now=NOW,
        )

    def link() -> None:
        ends = (found(number), found(target))
        linking.link(*ends, kind=OutcomeLinkKind.LEADS_TO, explanation="Daarna.", now=NOW)

    assert not refused_meanwhile(app, tell, link, then=make_outcome)
    db.session.expire_all()
    assert chains.are_linked(outcome, other)


def found(number: int) -> Outcome:
    """Read an outcome in a transaction of its own."""
    outcome = db.session.get(Outcome, number)
    assert outcome
    return outcome


def of_staff(number: int) -> User:
    """Read a member of staff in a transaction of its own."""
    user = db.session.get(User, number)
    assert user
    return user
