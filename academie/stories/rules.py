"""The thin rules across the light: the questions of their day, or else the months."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import LazyString

from academie.stories.frame import Frame, Point

_DAYS_A_MONTH = 30.44


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A thin rule across the light, so many months after the meeting.

    Attributes:
        words: what came of the question of that day; none when it only measures time.
    """

    months: int
    day: date
    words: str | LazyString = ""


@dataclass(frozen=True)
class Tick:
    """A rule in its place.

    Attributes:
        label: the place of its words; None where they would run into others.
    """

    rule: Rule
    start: Point
    end: Point
    label: Point | None


def tick_months(days: int) -> Sequence[int]:
    """Choose after how many months a rule crosses the light; never more than six rules."""
    months = int(days / _DAYS_A_MONTH)
    if months <= 12:  # noqa: PLR2004 - a year
        return [month for month in (3, 6, 9) if month < months]
    if months <= 36:  # noqa: PLR2004 - three years
        return [month for month in (6, 12, 24) if month < months]
    step = 12 * (1 + months // 84)
    return range(step, months, step)


def months_between(frame: Frame, held_on: date, today: date) -> list[Rule]:
    """Measure the time with rules; one too near today would run into its word."""
    days = max((today - held_on).days, 1)
    near = frame.gap * days / (frame.today - frame.door)
    return [
        Rule(months=months, day=held_on + timedelta(days=round(months * _DAYS_A_MONTH)))
        for months in tick_months(days)
        if months * _DAYS_A_MONTH + near <= days
    ]


def place_rules(
    frame: Frame, rules: Iterable[Rule], place: Callable[[date], int], today: date
) -> list[Tick]:
    """Draw the rules of the days behind us, with their words where these have room."""
    ticks: list[Tick] = []
    rows: list[int] = [frame.door + frame.label_from] + [frame.door] * (frame.label_rows - 1)
    for rule in rules:
        if rule.day > today:
            continue
        along = place(rule.day)
        half = frame.half(along)
        row = next((row for row, free in enumerate(rows) if along >= free), None)
        if row is not None:
            rows[row] = along + frame.label_room
        ticks.append(
            Tick(
                rule,
                frame.point(along, frame.middle - half),
                frame.point(along, frame.middle + half),
                None if row is None else frame.label(along, half, row),
            )
        )
    return ticks
