"""Small groups stay hidden, also from whoever adds and subtracts."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from academie.core.small_groups import Cell, Figure, NoFigure, Sum, shield, shown

FEW, SHIELDED = NoFigure.FEW, NoFigure.SHIELDED


def totals(
    counts: dict[Cell, int], groups: dict[str, tuple[Cell, ...]]
) -> tuple[dict[Cell, int], list[Sum]]:
    """Add totals of groups to the counts, and say how they add up."""
    sums = [Sum(name, parts) for name, parts in groups.items()]
    return counts | {one.total: sum(counts[part] for part in one.parts) for one in sums}, sums


def test_one_to_four_people_are_few_and_nobody_is_zero() -> None:
    assert [shown(count) for count in (0, 1, 4, 5)] == [0, FEW, FEW, 5]


def test_counts_of_large_groups_all_show() -> None:
    counts, sums = totals({"a": 12, "b": 0, "c": 5}, {"all": ("a", "b", "c")})

    assert shield(counts, sums) == counts


def test_a_second_count_is_hidden_where_subtracting_would_tell() -> None:
    counts, sums = totals({"a": 40, "b": 3, "c": 20}, {"all": ("a", "b", "c")})

    assert shield(counts, sums) == {"a": 40, "b": FEW, "c": SHIELDED, "all": 63}


def test_a_count_that_tells_something_elsewhere_is_hidden_with_a_second_one() -> None:
    counts, sums = totals({"a": 10, "b": 20, "c": 30}, {"all": ("a", "b", "c")})

    figures = shield(counts, sums, hidden=["c"])

    assert figures == {"a": SHIELDED, "b": 20, "c": SHIELDED, "all": 60}


def test_a_total_that_equals_one_small_group_is_hidden_with_it() -> None:
    counts, sums = totals({"a": 3, "b": 0}, {"all": ("a", "b")})

    assert shield(counts, sums) == {"a": FEW, "b": 0, "all": FEW}


def test_two_groups_of_four_are_not_told_by_their_sum() -> None:
    counts, sums = totals({"a": 4, "b": 4, "c": 20}, {"all": ("a", "b", "c")})

    assert shield(counts, sums) == {"a": FEW, "b": FEW, "c": SHIELDED, "all": 28}


def test_a_count_that_two_tables_share_is_not_told_by_the_other_table() -> None:
    counts, sums = totals(
        {"a": 13, "b": 3, "c": 11},
        {"north": ("a",), "south": ("b", "c"), "online": ("a", "b"), "onsite": ("c",)},
    )

    figures = shield(counts, sums)

    assert figures["b"] is FEW
    assert len(possible(figures, sums)["b"]) > 1


def possible(figures: dict[Cell, Figure], sums: list[Sum]) -> dict[Cell, set[int]]:
    """Try every way to fill in what is hidden; give what each hidden count may be."""
    parts = [cell for cell in figures if all(cell != one.total for one in sums)]
    ranges = [_range(figures[cell]) for cell in parts]
    found: dict[Cell, set[int]] = {cell: set() for cell in figures}
    for values in product(*ranges):
        filled: dict[Cell, int] = dict(zip(parts, values, strict=True))
        filled |= {one.total: sum(filled[part] for part in one.parts) for one in sums}
        if all(
            figure is SHIELDED or filled[cell] in _range(figure) for cell, figure in figures.items()
        ):
            for cell, count in filled.items():
                found[cell].add(count)
    return found


def _range(figure: Figure) -> range:
    if figure is FEW:
        return range(1, 5)
    return range(16) if figure is SHIELDED else range(int(figure), int(figure) + 1)


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(0, 9), min_size=1, max_size=4),
    kinds=st.lists(st.integers(0, 1), min_size=4, max_size=4),
    places=st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_no_small_group_can_be_worked_out(
    counts: list[int], kinds: list[int], places: list[int]
) -> None:
    cells: dict[Cell, int] = dict(enumerate(counts))
    groups: dict[str, tuple[Cell, ...]] = {"all": tuple(cells)}
    for name, of in (("kind", kinds), ("place", places)):
        for value in set(of[: len(counts)]):
            groups[f"{name} {value}"] = tuple(cell for cell in cells if of[int(str(cell))] == value)
    all_counts, sums = totals(cells, groups)

    figures = shield(all_counts, sums)

    few = [cell for cell, figure in figures.items() if figure is FEW]
    told = possible(figures, sums)
    assert [cell for cell in few if len(told[cell]) == 1] == []
