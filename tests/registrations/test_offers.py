"""Free seats are offered with a deadline, answered, or passed on."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from academie.core.db import db
from academie.core.errors import BrokenLinkError, DomainError, IllegalMoveError
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.outbox.models import OutboxMessage
from academie.registrations import (
    line,
    moves,
    offers,
    overtaken,
    personal,
    queries,
    service,
    undoing,
)
from academie.registrations.models import (
    OfferOutcome,
    Registration,
    RegistrationStatus,
    SeatOffer,
)
from tests.factories import NOW, WHEN, make_event, make_user
from tests.registrations.factories import open_offer, register

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
WAITLISTED, OFFERED = RegistrationStatus.WAITLISTED, RegistrationStatus.OFFERED
CONFIRMED, CANCELLED = RegistrationStatus.CONFIRMED, RegistrationStatus.CANCELLED
DAY = timedelta(hours=24)
pytestmark = pytest.mark.usefixtures("app")


def full(**fields: object) -> tuple[Event, Registration]:
    """Make a meeting whose one seat is taken."""
    event = make_event(**{"capacity": 1} | fields)  # type: ignore[arg-type] # a test's own words
    return event, register(event, "eerste@voorbeeld.nl")


def taken(event: Event) -> list[int]:
    db.session.commit()
    db.session.expire_all()
    return [pool.taken for pool in event.pools]


def told(kind: str) -> list[str]:
    kinds = select(OutboxMessage).filter_by(kind=f"registrations.{kind}")
    return [message.about for message in db.session.scalars(kinds.order_by(OutboxMessage.id))]


def test_a_free_seat_is_held_for_a_day_for_who_waits_longest() -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")

    service.cancel(first, now=NOW)

    offer = open_offer(waiting)
    assert waiting.status is OFFERED
    assert (offer.mode, offer.expires_at, offer.why) == (
        ONSITE,
        NOW + DAY,
        "Deze aanmelding wachtte het langst en past.",
    )
    assert taken(event) == [1]


def test_an_offer_never_reaches_into_the_last_two_hours() -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")

    service.cancel(first, now=WHEN - timedelta(hours=5))

    assert open_offer(waiting).expires_at == WHEN - timedelta(hours=2)


@pytest.mark.parametrize(
    ("before", "status"),
    [
        (timedelta(hours=3), OFFERED),
        (timedelta(hours=3) - timedelta(seconds=1), WAITLISTED),
    ],
)
def test_nothing_is_offered_without_an_hour_to_answer(
    before: timedelta, status: RegistrationStatus
) -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")

    service.cancel(first, now=WHEN - before)

    assert waiting.status is status


def test_who_accepts_has_a_seat_an_invite_and_a_ticket_by_mail() -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)

    offers.accept(open_offer(waiting), now=NOW + DAY - timedelta(seconds=1))

    assert (waiting.status, waiting.waits_for, waiting.invite_sequence) == (CONFIRMED, None, 0)
    assert queries.open_offer(waiting) is None
    assert told("confirmed")[-1] == waiting.ref
    assert taken(event) == [1]


def test_who_declines_leaves_and_the_next_is_offered_the_seat() -> None:
    event, first = full()
    waiting, later = (register(event, f"{name}@voorbeeld.nl") for name in ("een", "twee"))
    service.cancel(first, now=NOW)
    offer = open_offer(waiting)

    offers.decline(offer, now=NOW)

    assert (waiting.status, offer.outcome) == (CANCELLED, OfferOutcome.DECLINED)
    assert later.status is OFFERED
    assert taken(event) == [1]


def test_who_said_no_by_mistake_stands_in_line_again_where_they_stood() -> None:
    event, first = full()
    waiting, later = (register(event, f"{name}@voorbeeld.nl") for name in ("een", "twee"))
    queued_at = waiting.queued_at
    service.cancel(first, now=NOW)
    offers.decline(open_offer(waiting), now=NOW)

    undoing.undo_cancel(waiting, now=NOW + moves.UNDO_WITHIN)
    offers.decline(open_offer(later), now=NOW + DAY / 2)

    assert (waiting.status, waiting.queued_at) == (OFFERED, queued_at)
    assert taken(event) == [1]


def test_a_no_stays_a_no_after_a_quarter_of_an_hour() -> None:
    event, first = full()
    waiting = register(event, "een@voorbeeld.nl")
    service.cancel(first, now=NOW)
    offers.decline(open_offer(waiting), now=NOW)

    with pytest.raises(IllegalMoveError):
        undoing.undo_cancel(waiting, now=NOW + moves.UNDO_WITHIN + timedelta(seconds=1))


@pytest.mark.parametrize("answer", [offers.accept, offers.decline])
def test_an_offer_is_answered_once(answer: object) -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)
    offer = open_offer(waiting)
    offers.accept(offer, now=NOW)

    with pytest.raises(IllegalMoveError, match="net te laat"):
        answer(offer, now=NOW)  # type: ignore[operator] # one of two verbs


def test_who_is_too_late_is_told_so_even_before_the_seat_is_passed_on() -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)

    with pytest.raises(offers.OfferOverError, match="net te laat"):
        offers.accept(open_offer(waiting), now=NOW + DAY)


def test_who_does_not_answer_waits_behind_all_others() -> None:
    event, first = full()
    waiting, later = (register(event, f"{name}@voorbeeld.nl") for name in ("een", "twee"))
    service.cancel(first, now=NOW)

    offers.expire_due(NOW + DAY)

    assert (waiting.status, later.status) == (WAITLISTED, OFFERED)
    assert told("offer_expired") == [waiting.ref]
    assert (queries.position(waiting), queries.position(later)) == (1, None)
    assert taken(event) == [1]


def test_a_second_offer_without_an_answer_takes_a_party_off_the_list() -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)

    offers.expire_due(NOW + DAY)
    again = open_offer(waiting)
    offers.expire_due(NOW + 2 * DAY)

    assert again.expires_at == NOW + 2 * DAY
    assert (waiting.status, waiting.waits_for) == (CANCELLED, None)
    assert taken(event) == [0]


def test_who_comes_back_begins_with_a_clean_slate() -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)
    offers.expire_due(NOW + DAY)
    service.cancel(waiting, now=NOW + DAY)

    back = register(event, "tweede@voorbeeld.nl", now=NOW + DAY)

    assert (back is waiting, back.missed_offers, back.status) == (True, 0, CONFIRMED)


def test_signing_off_ends_an_offer_and_passes_the_seat_on() -> None:
    event, first = full()
    waiting, later = (register(event, f"{name}@voorbeeld.nl") for name in ("een", "twee"))
    service.cancel(first, now=NOW)
    offer = open_offer(waiting)

    service.cancel(waiting, now=NOW)

    assert offer.outcome is OfferOutcome.WITHDRAWN
    assert later.status is OFFERED


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_an_offer_for_a_meeting_that_does_not_go_on_is_taken_back(verb: str) -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)
    offer = open_offer(waiting)
    if verb == "postpone":
        events.postpone(event, now=NOW)
    else:
        events.cancel(event, reason="De zaal is dicht.", now=NOW)

    with pytest.raises(IllegalMoveError, match="gaat nu niet door"):
        offers.accept(offer, now=NOW)
    overtaken.keep_up(NOW)

    assert (waiting.status, waiting.queued_at, offer.outcome) == (
        WAITLISTED,
        NOW,
        OfferOutcome.WITHDRAWN,
    )
    assert taken(event) == [0]


def test_staff_pick_somebody_ahead_of_the_line_with_a_reason() -> None:
    event, _first = full()
    register(event, "een@voorbeeld.nl", people=2)
    waiting = register(event, "twee@voorbeeld.nl", people=2)
    team = make_user()
    with pytest.raises(offers.NoRoomError, match="geen 2 plekken"):
        offers.offer(waiting, now=NOW, picked_by=team, reason="Zij spreekt.")
    event.pools[0].capacity = 3

    with pytest.raises(DomainError, match="waarom"):
        offers.offer(waiting, now=NOW, picked_by=team)
    offer = offers.offer(waiting, now=NOW, picked_by=team, reason="Zij spreekt.")

    assert (waiting.status, offer.why, offer.picked_by) == (OFFERED, "Zij spreekt.", team)
    assert taken(event) == [3]


@pytest.mark.parametrize(
    ("now", "sentence"),
    [(NOW, "Plek aangeboden"), (WHEN - timedelta(hours=2), "Plek aangeboden")],
)
def test_nobody_is_offered_seats_twice(now: datetime, sentence: str) -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)

    with pytest.raises(IllegalMoveError, match=sentence):
        offers.offer(waiting, now=now)


def test_who_has_a_seat_is_offered_none() -> None:
    _event, first = full()

    with pytest.raises(IllegalMoveError, match="niet op de wachtlijst"):
        offers.offer(first, now=NOW)


def test_nobody_is_offered_seats_when_the_meeting_is_near() -> None:
    event, _first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    event.pools[0].capacity = 2

    with pytest.raises(IllegalMoveError, match="te laat om een plek"):
        offers.offer(waiting, now=WHEN - timedelta(hours=2))


def test_the_link_to_an_offer_dies_with_the_links_of_its_registration() -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)
    offer = open_offer(waiting)
    token = line.offer_token(offer)

    assert personal.by_offer_link(token) is offer
    waiting.link_version += 1
    with pytest.raises(BrokenLinkError):
        personal.by_offer_link(token)


def test_a_place_in_line_is_told_with_what_to_expect() -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")

    words = line.expectation(waiting, NOW)

    assert words == (
        "Je staat op plek 1 van de wachtlijst voor de locatie."
        " Komt er een plek vrij die past? Dan mailen we je. Je hebt dan 24 uur voor je antwoord."
    )
    assert line.expectation(first, NOW) is None


def test_every_offer_of_a_meeting_is_listed() -> None:
    event, first = full()
    waiting = register(event, "tweede@voorbeeld.nl")
    service.cancel(first, now=NOW)
    offers.expire_due(NOW + DAY)

    found = queries.offers_of(event)

    assert [(offer.registration, offer.outcome) for offer in found] == [
        (waiting, OfferOutcome.EXPIRED),
        (waiting, None),
    ]
    assert db.session.scalar(select(func.count()).select_from(SeatOffer)) == 2
