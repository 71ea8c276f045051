"""A meeting that comes earlier: no offer holds seats into its last two hours."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations import overtaken, queries, service
from academie.registrations.models import OfferOutcome, Registration, RegistrationStatus
from tests.factories import NOW, make_event
from tests.mail import deliver, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import open_offer, register

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _a_week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def offered() -> tuple[Event, Registration]:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event)
    service.cancel(first, now=NOW)
    db.session.commit()
    return event, waiting


def begin_at(event: Event, moment: datetime) -> None:
    later: dict[str, Any] = {"starts_at": moment, "ends_at": moment + 2 * HOUR}
    events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 1}, **later)
    db.session.commit()


def test_who_can_still_answer_in_time_hears_of_the_new_deadline(mailbox: Mailbox) -> None:
    event, waiting = offered()
    deliver(mailbox)
    begin_at(event, NOW + 8 * HOUR)

    mails = {mail["subject"]: plain(mail) for mail in deliver(mailbox)}

    assert open_offer(waiting).expires_at == NOW + 6 * HOUR
    told = mails["Er is een plek voor je bij Publieksacademie Leeuwarden"]
    assert "Zeg het voor maandag 1 maart 2027, 19.00 uur." in told


def test_who_can_answer_no_more_keeps_the_place_in_line(mailbox: Mailbox) -> None:
    del mailbox
    event, waiting = offered()
    begin_at(event, NOW + HOUR)

    overtaken.keep_up(NOW)

    (offer,) = queries.offers_of(event)
    assert offer.outcome is OfferOutcome.WITHDRAWN
    assert waiting.status is RegistrationStatus.WAITLISTED
    assert (waiting.queued_at, waiting.missed_offers) == (NOW, 0)
    assert not waiting.claims


@pytest.mark.parametrize("reachable", [True, False])
def test_an_offer_that_ran_out_untold_is_no_offer_missed(mailbox: Mailbox, reachable: bool) -> None:
    del mailbox
    event, waiting = offered()
    if not reachable:
        waiting.bounced_at = NOW

    overtaken.take_back_untold(NOW + 24 * HOUR)
    overtaken.take_back_untold(NOW + 24 * HOUR)

    (offer,) = queries.offers_of(event)
    assert offer.outcome is (OfferOutcome.WITHDRAWN if reachable else None)
    assert (waiting.status is RegistrationStatus.WAITLISTED) is reachable
    assert (waiting.queued_at, waiting.missed_offers) == (NOW, 0)


def test_a_deadline_that_still_fits_stays(mailbox: Mailbox) -> None:
    event, waiting = offered()
    deliver(mailbox)
    begin_at(event, NOW + 26 * HOUR)

    overtaken.keep_up(NOW)
    overtaken.keep_up(NOW)

    assert open_offer(waiting).expires_at == NOW + 24 * HOUR
