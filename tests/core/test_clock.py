"""The clock: what the wall says in the two nights on which it is moved."""

from datetime import UTC, date, datetime, time

import pytest

from academie.core import clock
from academie.core.period import Period


def test_the_hour_that_summer_time_skips_is_refused() -> None:
    with pytest.raises(clock.SkippedHourError):
        clock.from_local(date(2027, 3, 28), time(2, 30))


def test_a_day_of_which_the_clock_skipped_midnight_begins_all_the_same() -> None:
    july = Period(first=date(1937, 7, 1), last=date(2027, 3, 9))

    assert july.starts_at < clock.from_local(date(1937, 7, 1), time(1))
    assert july.ends_at == datetime(2027, 3, 9, 23, tzinfo=UTC)


def test_of_the_doubled_hour_the_first_counts() -> None:
    assert clock.from_local(date(2027, 10, 31), time(2, 30)) == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )
