"""One address that asks for a place on a list twice at the same instant."""

import threading

from flask import Flask
from sqlalchemy import select

from academie.core.db import db, write_transaction
from academie.series import queries, service
from academie.series.models import SeriesMember
from tests.factories import NOW
from tests.series.factories import make_series

SAMIRA = {"given_name": "Samira", "email": "samira@voorbeeld.nl", "organisation": "De Brug"}


def test_two_first_questions_at_once_make_one_place(app: Flask) -> None:
    series = make_series()
    slug, done = series.slug, threading.Event()

    def ask() -> None:
        """Ask, as a request of its own would."""
        with app.app_context():
            with write_transaction():
                found = queries.by_slug(slug)
                assert found
                service.join(found, now=NOW, **SAMIRA)
            done.set()
            db.session.remove()

    with write_transaction():
        service.join(series, now=NOW, **SAMIRA)
        second = threading.Thread(target=ask)
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive()
    second.join(timeout=10)

    assert done.is_set()
    assert len(db.session.scalars(select(SeriesMember)).all()) == 1
