"""Two who answer or ask at the same moment: the second waits, and is told."""

import threading
from collections.abc import Callable

from flask import Flask

from academie.accounts.models import User
from academie.core.db import db, write_transaction
from academie.core.errors import DomainError
from academie.followups import confirmation_queries, confirming
from academie.followups.models import Outcome
from academie.followups.terms import Agreement
from academie.followups.wording import fingerprint
from tests.factories import NOW
from tests.followups.factories import adopted, ask_outsider, author


def refused_meanwhile(
    app: Flask, first: Callable[[], object], second: Callable[[], object]
) -> bool:
    """Do something in one transaction while another waits to do the like; was that one refused?"""
    refused = threading.Event()

    def follow() -> None:
        with app.app_context():
            try:
                with write_transaction():
                    second()
            except DomainError:
                refused.set()
            db.session.remove()

    follower = threading.Thread(target=follow)
    with write_transaction():
        first()
        follower.start()
        follower.join(timeout=0.5)
        assert follower.is_alive()
    follower.join(timeout=10)
    return refused.is_set()


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
