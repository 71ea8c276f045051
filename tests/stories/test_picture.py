"""The geometry of the story: what stands where, and why. No database."""

from datetime import date, timedelta
from itertools import combinations, pairwise

from academie.followups.periods import first_day
from academie.followups.terms import OutcomeStatus, Precision, Strength
from academie.reference.models import ChangeLine
from academie.stories.frame import WIDE, tall
from academie.stories.labels import _box, with_words
from academie.stories.rules import tick_months
from academie.stories.story import Mark, lay_out, spread

HELD = date(2025, 3, 11)
TODAY = date(2026, 11, 21)


def mark(number: int, line: ChangeLine, day: date | None, *, outside: bool = False) -> Mark:
    return Mark(
        number=number,
        title="School en wijkteam kennen elkaar goed",
        line=line,
        status=OutcomeStatus.STARTED,
        strength=Strength.WEAK,
        day=day,
        outside=outside,
    )


MARKS = [
    mark(1, ChangeLine.VERZACHTEN, date(2025, 6, 1)),
    mark(2, ChangeLine.VERSTERKEN, date(2025, 8, 1)),
    mark(3, ChangeLine.VERZACHTEN, date(2026, 1, 1)),
    mark(4, ChangeLine.VERANDEREN, date(2026, 9, 1)),
    mark(5, ChangeLine.VERSTERKEN, None),
    mark(6, ChangeLine.VERSTERKEN, date(2026, 5, 1), outside=True),
]


def test_outcomes_stand_in_the_light_by_day_and_line() -> None:
    story = lay_out(WIDE, MARKS, held_on=HELD, today=TODAY)

    places = {node.mark.number: node.at for node in story.nodes}
    assert [node.mark.number for node in story.nodes] == [1, 2, 3, 4, 5]
    assert places[1].x < places[2].x < places[3].x < places[4].x
    assert places[4].y < places[2].y == WIDE.middle < places[1].y
    for place in places.values():
        assert WIDE.door < place.x < WIDE.today
        assert abs(place.y - WIDE.middle) < WIDE.half(place.x)


def test_what_is_not_shown_stands_outside_the_light() -> None:
    story = lay_out(WIDE, MARKS, held_on=HELD, today=TODAY)

    assert [outside.number for outside in story.outside] == [6]


def test_a_ray_leads_over_each_outcome_of_its_line() -> None:
    story = lay_out(WIDE, MARKS, held_on=HELD, today=TODAY)

    soft = [ray for ray in story.rays if ray.line is ChangeLine.VERZACHTEN]
    assert soft[0].start.x == WIDE.door
    assert soft[0].end.x < soft[1].start.x < soft[1].end.x


def test_words_cover_neither_each_other_nor_the_edge() -> None:
    story = with_words(lay_out(WIDE, MARKS, held_on=HELD, today=TODAY))

    boxes = [_box(node.label) for node in story.nodes if node.label]
    assert len(boxes) == 5
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
    for box in boxes:
        assert WIDE.door < box.left < box.right < WIDE.today


def test_more_than_eight_outcomes_have_numbers_alone() -> None:
    many = [mark(n, ChangeLine.VERZACHTEN, date(2025, 6, n)) for n in range(1, 10)]

    story = with_words(lay_out(WIDE, many, held_on=HELD, today=TODAY))

    assert [list(node.label.lines) for node in story.nodes if node.label] == [
        [str(n)] for n in range(1, 10)
    ]


def test_outcomes_of_one_day_stand_apart_and_inside() -> None:
    places = spread([WIDE.last] * 4, WIDE)

    assert places[-1] == WIDE.last
    assert all(later - sooner >= 40 for sooner, later in pairwise(places))
    assert len(set(spread([500] * 40, WIDE))) == 40


def test_on_a_phone_time_runs_downwards() -> None:
    story = lay_out(tall(2), MARKS, held_on=HELD, today=TODAY)

    places = {node.mark.number: node.at for node in story.nodes}
    assert places[1].y < places[2].y < places[3].y
    assert places[4].x < 160 < places[1].x


def test_rules_mark_months_in_the_first_years_and_years_later() -> None:
    assert list(tick_months(20)) == []
    assert list(tick_months(300)) == [3, 6]
    assert list(tick_months(620)) == [6, 12]
    assert list(tick_months(2200)) == [12, 24, 36, 48, 60]
    assert len(tick_months(30 * 365)) <= 6


def test_the_light_of_a_meeting_of_yesterday_is_whole() -> None:
    story = lay_out(WIDE, MARKS[:1], held_on=TODAY - timedelta(days=1), today=TODAY)

    assert WIDE.door < story.nodes[0].at.x < WIDE.today


def test_a_period_is_kept_by_its_first_day() -> None:
    day = date(2022, 8, 17)

    assert first_day(day, Precision.DAY) == day
    assert first_day(day, Precision.MONTH) == date(2022, 8, 1)
    assert first_day(day, Precision.QUARTER) == date(2022, 7, 1)
    assert first_day(day, Precision.HALF_YEAR) == date(2022, 7, 1)
    assert first_day(day, Precision.YEAR) == date(2022, 1, 1)
