"""Where the boxes of a chain stand: no database."""

import random
from itertools import combinations, pairwise

from academie.stories.layers import Layout, Line, Pass, Shape, lay_out

BOX, GAP, LANE = 84, 24, 24


def laid_out(
    lines: list[Line],
    boxes: list[str],
    *,
    first: tuple[str, ...] = (),
    beside: tuple[Line, ...] = (),
) -> Layout:
    shape = Shape(heights=dict.fromkeys(boxes, BOX), first=first, lines=lines, beside=beside)
    return lay_out(shape, gap=GAP, pass_height=LANE)


def overlaps(layout: Layout) -> list[tuple[object, object]]:
    """Find stops of one column that run into each other."""
    columns: dict[int, list[tuple[object, int, int]]] = {}
    for stop, middle in layout.middles.items():
        is_pass = isinstance(stop, Pass)
        column = stop.column if isinstance(stop, Pass) else layout.columns[stop]
        half = (LANE if is_pass else BOX) // 2
        columns.setdefault(column, []).append((stop, middle - half, middle + half))
    return [
        (one[0], other[0])
        for stops in columns.values()
        for one, other in combinations(stops, 2)
        if one[1] < other[2] and other[1] < one[2]
    ]


def test_a_box_stands_after_everything_that_leads_to_it() -> None:
    layout = laid_out([Line("m", "a"), Line("a", "b"), Line("b", "c"), Line("m", "c")], [*"mabc"])

    assert layout.columns == {"m": 0, "a": 1, "b": 2, "c": 3}
    assert layout.paths[Line("m", "c")] == [
        "m",
        Pass(Line("m", "c"), 1),
        Pass(Line("m", "c"), 2),
        "c",
    ]


def test_meetings_have_a_column_of_their_own() -> None:
    layout = laid_out([Line("m", "a")], [*"mab"], first=("m",))

    assert layout.columns == {"m": 0, "a": 1, "b": 1}


def test_what_stands_beside_a_box_stands_in_its_column_next_to_it() -> None:
    layout = laid_out([Line("a", "b"), Line("a", "c")], [*"abcd"], beside=(Line("b", "d"),))

    assert layout.columns["d"] == layout.columns["b"] == 1
    assert abs(layout.middles["d"] - layout.middles["b"]) == BOX + GAP


def test_lines_that_need_not_cross_do_not() -> None:
    layout = laid_out([Line("a", "y"), Line("b", "x")], [*"abxy"])

    assert layout.middles["a"] == layout.middles["y"]
    assert layout.middles["b"] == layout.middles["x"]


def test_three_hundred_boxes_stand_apart_and_in_the_picture() -> None:
    dice = random.Random(7)  # noqa: S311 - the same picture each time
    boxes = [str(number) for number in range(300)]
    lines = [Line(boxes[dice.randrange(max(n - 9, 0), n)], boxes[n]) for n in range(1, 300)]

    layout = laid_out(lines, boxes)

    assert not overlaps(layout)
    for path in layout.paths.values():
        places = [stop.column if isinstance(stop, Pass) else layout.columns[stop] for stop in path]
        assert all(later == sooner + 1 for sooner, later in pairwise(places))
    for box in boxes:
        assert BOX // 2 <= layout.middles[box] <= layout.height - BOX // 2


def test_the_same_chain_gives_the_same_picture() -> None:
    lines = [Line("a", "b"), Line("a", "c"), Line("c", "d")]

    assert laid_out(lines, [*"abcd"]) == laid_out(lines, [*"abcd"])
