"""What was seen a moment ago is gone by, and never past a change of our own."""

from datetime import timedelta

import pytest
from flask import Flask

from academie.core import lately
from academie.core.db import db
from tests.factories import NOW

A_MOMENT = lately.LOOKED_AT_EVERY / 2


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: nothing is asked of it."""
    return sqlite_url


class World:
    """Something that changes, and counts who looks; it is looked at by itself."""

    def __init__(self) -> None:
        """Begin unseen."""
        self.looks = 0

    def look(self) -> int:
        """Tell how often it was looked at."""
        self.looks += 1
        return self.looks


def test_it_is_looked_at_once_a_second(app: Flask) -> None:
    del app
    world = World()

    found = [lately.seen(world, NOW + times * A_MOMENT, world.look) for times in range(4)]

    assert found == [1, 1, 2, 2]


def test_each_thing_is_looked_at_by_itself(app: Flask) -> None:
    del app
    world = World()

    assert [lately.seen((world, key), NOW, world.look) for key in ("it", "that", "it")] == [1, 2, 1]


def test_a_clock_that_was_put_back_is_not_gone_by(app: Flask) -> None:
    del app
    world = World()
    lately.seen(world, NOW, world.look)

    assert lately.seen(world, NOW - timedelta(hours=1), world.look) == 2


def test_a_change_of_our_own_is_seen_at_once(app: Flask) -> None:
    del app
    world = World()
    lately.seen(world, NOW, world.look)

    db.session.commit()

    assert lately.seen(world, NOW, world.look) == 2


def test_what_was_read_before_a_change_is_not_kept_after_it(app: Flask) -> None:
    del app
    world = World()

    def look_while_somebody_changes_it() -> int:
        found = world.look()
        db.session.commit()
        return found

    assert lately.seen(world, NOW, look_while_somebody_changes_it) == 1
    assert lately.seen(world, NOW, world.look) == 2


def test_what_may_not_be_gone_by_is_looked_at_each_time(app: Flask) -> None:
    del app
    world = World()

    found = [lately.seen(world, NOW, world.look, if_=lambda one: one > 1) for _ in range(3)]

    assert found == [1, 2, 2]


def test_no_more_is_kept_than_there_is_room_for(app: Flask) -> None:
    world = World()

    for key in range(1000):
        lately.seen((world, key), NOW, world.look)

    assert sum(len(kept) for kept in app.extensions.values() if isinstance(kept, dict)) < 1000
    assert lately.seen((world, 999), NOW, world.look) == 1000
