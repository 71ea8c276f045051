"""A meeting whose count of seats is wrong holds up no other, and no guest who signs off."""

import pytest

from academie.core.db import db, write_transaction
from academie.registrations import offers, queries, service
from academie.registrations.models import Registration
from tests.factories import NOW, make_event
from tests.registrations.factories import open_offer, register

pytestmark = pytest.mark.usefixtures("app")


def offered() -> Registration:
    """Let somebody wait for the one seat of a meeting, and offer it."""
    event = make_event(capacity=1)
    first, waiting = register(event, "eerste@voorbeeld.nl"), register(event)
    service.cancel(first, now=NOW)
    db.session.commit()
    return waiting


def test_a_duty_that_fails_for_one_meeting_is_done_for_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken, whole = offered(), offered()
    broken.event.pools[0].taken = 0
    db.session.commit()
    ran_out = open_offer(whole).expires_at

    with write_transaction():
        offers.expire_due(ran_out)

    assert [broken.missed_offers, whole.missed_offers] == [0, 1]
    assert queries.open_offer(broken)
    (line,) = caplog.messages
    assert line.startswith(f"meeting {broken.event.ref}: IntegrityError at ")


def test_whoever_signs_off_is_not_held_up_by_a_line_that_cannot_move(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    event = make_event(capacity=1)
    first, waiting = register(event, "eerste@voorbeeld.nl"), register(event, people=2)
    monkeypatch.setattr(queries, "first_in_line", lambda *_asked: waiting)

    with write_transaction():
        service.cancel(first, now=NOW)

    assert (first.is_live, queries.open_offer(waiting)) == (False, None)
    (line,) = caplog.messages
    assert line.startswith(f"meeting {event.ref}: RuntimeError at ")
