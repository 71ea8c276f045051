"""The order and the times of a programme."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.core.formats import time_of_day
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.outbox.models import OutboxMessage
from academie.programme import queries, service
from academie.programme.models import SessionItem
from academie.programme.service import Direction
from tests.factories import NOW, WHEN, make_event
from tests.programme.factories import make_item
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("app")


def lines(event: Event) -> list[str]:
    """Read the programme as it would be printed."""
    return [
        f"{time_of_day(slot.starts_at).split()[0]} {slot.item.title}"
        for slot in queries.schedule(event)
    ]


def test_an_item_without_a_time_begins_when_the_one_before_it_ends() -> None:
    event = make_event()
    make_item(event, "Welkom", minutes=10)
    make_item(event, "Verhaal", minutes=15)
    make_item(event, "Pauze", minutes=5)

    assert lines(event) == ["19.30 Welkom", "19.40 Verhaal", "19.55 Pauze"]


def test_an_item_goes_where_its_time_puts_it() -> None:
    event = make_event()
    make_item(event, "Welkom", offset_minutes=0)
    make_item(event, "Verhaal")

    make_item(event, "Inloop", offset_minutes=-30, minutes=30)
    make_item(event, "Filmpje", offset_minutes=5, minutes=5)

    assert lines(event) == ["19.00 Inloop", "19.30 Welkom", "19.35 Filmpje", "19.40 Verhaal"]


def test_the_programme_moves_along_with_the_meeting() -> None:
    event = make_event()
    make_item(event, "Inloop", offset_minutes=-30, minutes=30)
    make_item(event, "Welkom")
    capacities = dict.fromkeys(AttendanceMode, 100)

    events.change(
        event,
        now=NOW,
        capacities=capacities,
        starts_at=WHEN + timedelta(days=7, hours=-4),
        ends_at=WHEN + timedelta(days=7),
    )

    assert lines(event) == ["15.00 Inloop", "15.30 Welkom"]


def test_an_item_changes_places_and_the_times_follow() -> None:
    event = make_event()
    make_item(event, "Welkom", minutes=10)
    story = make_item(event, "Verhaal", minutes=15)
    make_item(event, "Pauze", minutes=5)

    service.move_item(story, Direction.DOWN, now=NOW)
    assert lines(event) == ["19.30 Welkom", "19.40 Pauze", "19.45 Verhaal"]

    service.move_item(story, Direction.UP, now=NOW)
    service.move_item(story, Direction.UP, now=NOW)
    assert lines(event) == ["19.30 Verhaal", "19.45 Welkom", "19.55 Pauze"]


def test_fixed_times_keep_running_forward_when_items_change_places() -> None:
    event = make_event()
    make_item(event, "Welkom", offset_minutes=0, minutes=10)
    story = make_item(event, "Verhaal", offset_minutes=10, minutes=25)
    make_item(event, "Pauze", offset_minutes=35, minutes=5)

    service.move_item(story, Direction.UP, now=NOW)

    assert lines(event) == ["19.30 Verhaal", "19.55 Welkom", "20.05 Pauze"]


@pytest.mark.parametrize(("title", "direction"), [("Eerst", "omhoog"), ("Laatst", "omlaag")])
def test_at_either_end_nothing_moves(title: str, direction: str) -> None:
    event = make_event()
    items = {name: make_item(event, name) for name in ("Eerst", "Laatst")}

    service.move_item(items[title], Direction(direction), now=NOW)

    assert lines(event) == ["19.30 Eerst", "19.40 Laatst"]


def test_a_changed_time_puts_an_item_in_its_place() -> None:
    event = make_event()
    make_item(event, "Welkom", offset_minutes=0)
    make_item(event, "Verhaal", offset_minutes=10)
    panel = make_item(event, "Gesprek", offset_minutes=20)

    service.change_item(panel, now=NOW, offset_minutes=5, minutes=5)
    assert lines(event) == ["19.30 Welkom", "19.35 Gesprek", "19.40 Verhaal"]

    service.change_item(panel, now=NOW, offset_minutes=None)
    assert lines(event) == ["19.30 Welkom", "19.40 Gesprek", "19.40 Verhaal"]


def test_what_begins_before_the_one_before_it_ends_is_told() -> None:
    event = make_event()
    make_item(event, "Welkom", offset_minutes=0, minutes=20)
    make_item(event, "Verhaal", offset_minutes=10)

    assert [slot.overlaps for slot in queries.schedule(event)] == [False, True]


def test_an_item_that_goes_leaves_the_others_in_order() -> None:
    event = make_event()
    items = [make_item(event, title) for title in ("Een", "Twee", "Drie")]

    service.remove_item(items[1], now=NOW)

    assert lines(event) == ["19.30 Een", "19.40 Drie"]


def test_a_changed_programme_mails_nobody_and_has_pages_written_anew() -> None:
    event = make_event()
    register(event)
    mails = select(OutboxMessage.kind)
    before = db.session.scalars(mails).all()

    make_item(event, now=NOW + timedelta(minutes=5))

    assert db.session.scalars(mails).all() == before
    assert (event.sequence, event.changed_at) == (0, NOW + timedelta(minutes=5))


def test_a_meeting_that_was_called_off_keeps_its_programme() -> None:
    event = make_event()
    item = make_item(event)
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    for verb in (
        lambda: make_item(event),
        lambda: service.change_item(item, now=NOW, title="Anders"),
        lambda: service.move_item(item, Direction.UP, now=NOW),
        lambda: service.remove_item(item, now=NOW),
    ):
        with pytest.raises(IllegalMoveError):
            verb()


def test_a_draft_that_is_thrown_away_takes_its_programme_along() -> None:
    event = make_event(published=False)
    make_item(event)

    events.delete_draft(event)
    db.session.commit()

    assert db.session.scalars(select(SessionItem)).all() == []
