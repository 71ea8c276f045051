"""Telephone numbers, in every way that people write them."""

import pytest

from academie.core import telephone


@pytest.mark.parametrize(
    "typed",
    [
        "06-12 34 56 78",
        "0612345678",
        "06 12345678",
        "+31 6 12 34 56 78",
        "0031612345678",
        "+31 (0)6 12345678",
        "06.12.34.56.78",
    ],
)
def test_one_number_is_one_number_however_it_is_written(typed: str) -> None:
    assert telephone.read(typed) == "+31612345678"


@pytest.mark.parametrize(
    "typed", ["", "06", "0612345", "06123456789", "bel mij", "+31", "+310", "112", "0" * 5000]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert telephone.read(typed) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+31612345678", "06-12 34 56 78"),
        ("+31582345678", "058-234 56 78"),
        ("+31597123456", "0597-12 34 56"),
        ("+31882345678", "088-234 56 78"),
        ("+4930123456", "+49 30 123456"),
    ],
)
def test_a_number_is_written_as_is_usual_here(number: str, words: str) -> None:
    assert telephone.written(number) == words
    assert telephone.read(words) == number
