"""Dependencies: each has a line that tells why it is there, with the release we lock."""

import re
import tomllib
from collections.abc import Iterator
from itertools import chain

from academie.app import ROOT

PAGE = ROOT / "docs" / "decisions" / "0006-dependencies.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names() -> Iterator[str]:
    groups = [PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values()]
    for requirement in chain.from_iterable(groups):
        yield re.split(r"[^a-z0-9-]", requirement)[0]


def rows() -> list[list[str]]:
    """Give the cells of every line of the tables, without their heads."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    return [row for row in cells if row[0] != "library"]


def test_every_dependency_has_its_line_and_no_line_is_left_over() -> None:
    told = {name for row in rows() for name in row[0].split(", ")}

    assert told == set(names())


def test_the_releases_in_the_page_are_those_of_the_locks() -> None:
    locks = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("requirements*.lock"))
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", locks, re.MULTILINE))

    for _names, _use, _others, releases, _licence in rows():
        for release in re.findall(r"(\d[\w.]+), \d{4}-\d\d", releases):
            assert release in locked.values(), release
