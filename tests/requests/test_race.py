"""Two of the team decide at the same moment: one decision, one meeting, one mail."""

import threading
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import func, select

from academie.accounts import queries as accounts
from academie.core.db import db, write_transaction
from academie.core.errors import IllegalMoveError
from academie.events.models import Event
from academie.outbox.models import OutboxMessage
from academie.requests import queries, service
from tests.factories import NOW, make_user
from tests.requests.factories import make_request

START = datetime(2027, 6, 1, 17, 30, tzinfo=UTC)


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
                    accept(ref, email)
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


def accept(ref: str, email: str) -> None:
    request, user = queries.by_ref(ref), accounts.by_email(email)
    assert request
    assert user
    service.accept(
        request,
        user=user,
        title="Publieksacademie Emmen",
        starts_at=START,
        ends_at=START + timedelta(hours=2),
        next_steps="We bellen je.",
        organiser=True,
        now=NOW,
    )
