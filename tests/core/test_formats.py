"""What people typed, written as programs and readers know it."""

import pytest

from academie.core.formats import phone_link, sentence, soft_title, whole_numbers


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("058-234 56 78", "tel:0582345678"),
        ("058-234 56 78 of 06-12 34 56 78", "tel:0582345678"),
        ("058-234 56 78 (ma t/m do 9-12 uur)", "tel:0582345678"),
        ("+31 (0)58 234 56 78", "tel:+31582345678"),
        ("088 - 505 7000", "tel:0885057000"),
        ("Balie: 14 058", "tel:14058"),
        ("112", "tel:112"),
        ("bel de balie", ""),
    ],
)
def test_a_link_calls_the_first_number_that_stands_in_a_text(typed: str, link: str) -> None:
    assert phone_link(typed) == link


def test_a_long_word_of_our_own_has_a_seam_where_a_line_may_break() -> None:
    assert soft_title("Publieksacademie Emmen") == "Publieks\xadacademie Emmen"
    assert soft_title("Activiteitenverslag 2027") == "Activiteiten\xadverslag 2027"


def test_a_line_breaks_between_two_numbers_and_never_inside_one() -> None:
    kept = whole_numbers("058-234 56 78 of 06-12 34 56 78 (ma-vr)")

    assert kept.split(" ") == ["058-234\xa056\xa078", "of", "06-12\xa034\xa056\xa078", "(ma-vr)"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("De zaal is dicht", "De zaal is dicht."),
        ("De zaal is dicht.", "De zaal is dicht."),
        ("Wie helpt wie?", "Wie helpt wie?"),
        ("Hij zei: 'Stop!'", "Hij zei: 'Stop!'"),
        ("De zaal (boven)", "De zaal (boven)."),
        ("", ""),
    ],
)
def test_what_somebody_typed_ends_as_a_sentence_once(typed: str, said: str) -> None:
    assert sentence(typed) == said
