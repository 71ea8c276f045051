"""Whatever people, staff and the worker do, in any order: the count of seats is right."""

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.factories import make_user
from tests.registrations.machine import REACHED
from tests.registrations.moves import Meeting

EACH = [
    *("come", "cancel", "undo", "change_party", "change_audience", "switch"),
    *("choose_group", "join_online", "stop_waiting", "accept", "decline", "expire", "pick"),
    *("resize", "reserve", "release", "hold", "move", "wait_for_room"),
]
"""What must have been done in the end; as a rule three seeds do each, some ten times."""


@pytest.mark.usefixtures("app")
def test_seats_are_right_whatever_happens(caplog: pytest.LogCaptureFixture) -> None:
    """Play until everything has been done: which moves a seed gives differs by machine.

    To search further, play more seeds or turn `max_examples` up.
    """
    make_user()
    REACHED.clear()

    for number in range(24):
        run_state_machine_as_test(
            seed(number)(Meeting),
            settings=settings(
                max_examples=4,
                stateful_step_count=40,
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        if not _never_done():
            break

    assert _never_done() == []
    assert caplog.messages == []


def _never_done() -> list[str]:
    """Name what no guest, staff member or worker has done yet."""
    return [name for name in EACH if not REACHED[name]]
