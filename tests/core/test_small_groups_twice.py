"""Small groups stay hidden from who lays two reports beside each other."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academie.core.small_groups import Cell, Figure, NoFigure, Sum, add_up, shield

FEW, SHIELDED = NoFigure.FEW, NoFigure.SHIELDED
ALL = (Sum("all", ("a", "b", "c")),)
CROSSED = (Sum("all", ("a", "b", "c")), Sum("north", ("a", "b")), Sum("online", ("b", "c")))
Counts = dict[Cell, int]
Solution = dict[tuple[int, Cell], int]


def with_totals(leaves: dict[str, int], sums: tuple[Sum, ...]) -> Counts:
    counts: Counts = {cell: count for cell, count in leaves.items()}  # noqa: C416 -- other keys
    return counts | {one.total: sum(counts[part] for part in one.parts) for one in sums}


@pytest.mark.parametrize(
    ("before", "count", "figure"),
    [
        (30, 30, 30),
        (30, 31, SHIELDED),
        (30, 26, SHIELDED),
        (30, 35, 35),
        (30, 3, FEW),
        (FEW, 3, FEW),
        (FEW, 8, SHIELDED),
        (FEW, 9, 9),
        (SHIELDED, 30, SHIELDED),
        (SHIELDED, 0, 0),
        (NoFigure.UNCOUNTED, 30, 30),
    ],
)
@pytest.mark.parametrize("hide", [shield, add_up])
def test_a_count_is_held_back_when_few_people_came_or_went_since(
    hide: Callable[..., dict[Cell, Figure]], before: Figure, count: int, figure: Figure
) -> None:
    assert hide({"a": count}, [], earlier=[{"a": before}]) == {"a": figure}


def test_a_count_that_was_published_before_is_no_help_in_hiding_another() -> None:
    before: dict[Cell, Figure] = {"a": 30, "b": 20, "c": 60, "all": 110}

    figures = shield(with_totals({"a": 3, "b": 20, "c": 40}, ALL), ALL, earlier=[before])

    assert figures == {"a": FEW, "b": 20, "c": SHIELDED, "all": 63}


def test_a_correction_of_one_person_shows_nowhere() -> None:
    before = shield(with_totals({"a": 30, "b": 20, "c": 40}, ALL), ALL)

    figures = shield(with_totals({"a": 31, "b": 20, "c": 40}, ALL), ALL, earlier=[before])

    assert figures == {"a": SHIELDED, "b": 20, "c": 40, "all": SHIELDED}


def test_a_total_leaves_small_groups_out() -> None:
    counts = with_totals({"a": 30, "b": 3, "c": 20}, ALL)

    assert add_up(counts, ALL) == {"a": 30, "b": FEW, "c": 20, "all": 50}


@pytest.mark.parametrize(
    ("leaves", "total"),
    [((3, 0, 0), FEW), ((3, 4, 0), SHIELDED), ((0, 0, 0), 0), ((3, 4, 5), 5)],
)
def test_a_total_of_nothing_but_small_groups_is_hidden(
    leaves: tuple[int, int, int], total: Figure
) -> None:
    counts = with_totals(dict(zip("abc", leaves, strict=True)), ALL)

    assert add_up(counts, ALL)["all"] == total


def test_totals_of_totals_leave_small_groups_out_too() -> None:
    sums = (Sum("all", ("north", "c")), Sum("north", ("a", "b")))

    assert add_up(with_totals({"a": 9, "b": 2, "c": 5}, sums[1:]) | {"all": 16}, sums) == {
        "a": 9,
        "b": FEW,
        "c": 5,
        "north": 9,
        "all": 14,
    }


def solutions(
    truth: list[Counts], shown: list[dict[Cell, Figure]], sums: tuple[Sum, ...]
) -> Iterator[Solution]:
    """Fill in what is hidden in every way near the truth that both reports allow.

    Whoever tries knows the most: which counts did not change between the reports.
    """
    leaves = [cell for cell in truth[0] if all(cell != one.total for one in sums)]
    for pairs in product(*(_pairs(cell, truth, shown) for cell in leaves)):
        filled: Solution = {}
        for number in (0, 1):
            counts = {cell: pair[number] for cell, pair in zip(leaves, pairs, strict=True)}
            for one in sums:
                counts[one.total] = sum(counts[part] for part in one.parts)
            filled |= {(number, cell): count for cell, count in counts.items()}
        if all(_allows(shown[number][cell], count) for (number, cell), count in filled.items()):
            yield filled


def _pairs(
    cell: Cell, truth: list[Counts], shown: list[dict[Cell, Figure]]
) -> list[tuple[int, int]]:
    ranges = [
        [near for near in range(truth[n][cell] - 4, truth[n][cell] + 5) if near >= 0]
        for n in (0, 1)
    ]
    return [
        (first, last)
        for first, last in product(*ranges)
        if _allows(shown[0][cell], first)
        and _allows(shown[1][cell], last)
        and (truth[0][cell] != truth[1][cell] or first == last)
    ]


def _allows(figure: Figure, count: int) -> bool:
    if figure is FEW:
        return 1 <= count <= 4
    return figure is SHIELDED or count == figure


@settings(max_examples=60, deadline=None)
@given(
    before=st.tuples(*[st.integers(0, 14)] * 3),
    now=st.tuples(*[st.integers(0, 14) | st.none()] * 3),
    sums=st.sampled_from([ALL, CROSSED]),
)
def test_no_small_group_is_told_by_two_reports_of_the_same_table(
    before: tuple[int, ...], now: tuple[int | None, ...], sums: tuple[Sum, ...]
) -> None:
    then = dict(zip("abc", before, strict=True))
    later = {
        cell: then[cell] if count is None else count for cell, count in zip("abc", now, strict=True)
    }
    truth = [with_totals(then, sums), with_totals(later, sums)]

    first = shield(truth[0], sums)
    shown = [first, shield(truth[1], sums, earlier=[first])]

    small = {(number, cell) for number in (0, 1) for cell in truth[0] if shown[number][cell] is FEW}
    values: dict[tuple[int, Cell], set[int]] = {key: set() for key in small}
    for found in solutions(truth, shown, sums):
        for key in small:
            values[key].add(found[key])
        if all(len(seen) > 1 for seen in values.values()):
            break
    assert [key for key, seen in values.items() if len(seen) == 1] == []


@given(
    counts=st.lists(st.integers(0, 30), min_size=1, max_size=8),
    cut=st.integers(0, 8),
    small=st.integers(1, 4),
)
@settings(max_examples=50, deadline=None)
def test_totals_of_overlapping_periods_are_the_same_whatever_a_small_group_holds(
    counts: list[int], cut: int, small: int
) -> None:
    def published(leaves: list[int]) -> list[dict[Cell, Figure]]:
        """Give two reports: of all meetings, and of the first ones."""
        return [
            add_up(
                {**dict(enumerate(some)), "all": sum(some)}, [Sum("all", tuple(range(len(some))))]
            )
            for some in (leaves, leaves[:cut])
        ]

    other = [small if 0 < count < 5 else count for count in counts]

    assert published(counts) == published(other)
