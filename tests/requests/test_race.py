"""Two of the team decide at the same moment: one decision, one meeting, one mail."""

import threading

from flask import Flask
from sqlalchemy import func, select

from academie.accounts import queries as accounts
from academie.core.db import db, write_transaction
from academie.core.errors import IllegalMoveError
from academie.events.models import Event
from academie.outbox.models import OutboxMessage
from academie.requests import queries
from tests.factories import make_user
from tests.requests.factories import accept, make_request


def test_of_two_decisions_at_once_one_counts(app: Flask) -> None:
    ref = make_request().ref
    emails = ["een@voorbeeld.nl", "twee@voorbeeld.nl"]
    for email in emails:
        make_user(email=email)
    told: list[str] = []
    together = threading.Barrier(len(emails))

    def decide(email: str) -> None:
        with app.app_context():
            together.wait()
            try:
                with write_transaction():
                    say_yes(ref, email)
            except IllegalMoveError as error:
                told.append(str(error))
            db.session.remove()

    threads = [threading.Thread(target=decide, args=(email,)) for email in emails]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    accepted = select(func.count()).where(OutboxMessage.kind == "requests.accepted")
    assert told == ["Over deze aanvraag is al besloten door Janneke. De stand is: Aangenomen."]
    assert db.session.scalar(select(func.count()).select_from(Event)) == 1
    assert db.session.scalar(accepted) == 1


def say_yes(ref: str, email: str) -> None:
    request, user = queries.by_ref(ref), accounts.by_email(email)
    assert request
    assert user
    accept(request, user, organiser=True)
