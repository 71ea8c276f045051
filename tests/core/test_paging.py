"""Lists that are cut into pages."""

import pytest

from academie.core.paging import cut, page_number


@pytest.mark.parametrize(
    ("asked", "total", "shown"),
    [
        (1, 0, (1, 1, 0, False)),
        (1, 50, (1, 1, 25, True)),
        (2, 50, (2, 26, 50, False)),
        (2, 51, (2, 26, 50, True)),
        (99, 51, (3, 51, 51, False)),
        (-3, 51, (1, 1, 25, True)),
    ],
)
def test_a_page_knows_its_place_in_the_list(
    asked: int, total: int, shown: tuple[int, int, int, bool]
) -> None:
    page = cut(asked, 25, total)

    assert (page.number, page.first, page.last, page.has_more) == shown


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "een", "", "\u0661"])
def test_an_odd_number_of_a_page_is_the_first(typed: str) -> None:
    assert page_number({"pagina": typed}) == 1


def test_the_address_says_which_page() -> None:
    assert page_number({"pagina": "12"}) == 12
    assert page_number({"pagina": "9" * 5000}) == 999_999
