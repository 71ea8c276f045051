"""Names as they are sorted and searched in the Netherlands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academie.registrations.names import matcher, plain, searchable, sort_key, sort_name

PREFIXES = (
    *("van", "van de", "van den", "van der", "de", "den", "der", "het", "'t", "ter", "ten", "te"),
    *("op de", "in 't", "uit den", "von", "el", "al", "la", "le", "du", "v.d.", "v/d", "vd"),
)
LETTERS = "abcdefghijklmnopqrstuvwxyzàáâäãåçèéêëíîïñóôöõøúûüýłđšžćăşţ"
NAME = st.text(alphabet=LETTERS, min_size=3, max_size=12)


@pytest.mark.parametrize(
    ("family_name", "sorted_as"),
    [
        *((f"{prefix} Berg", "berg") for prefix in PREFIXES),
        ("d'Hondt", "hondt"),
        ("D\N{RIGHT SINGLE QUOTATION MARK}Hondt", "hondt"),
        ("El-Amrani", "amrani"),
        ("Van den Berg-de Vries", "berg de vries"),
        ("Özdemir", "ozdemir"),
        ("de", "de"),
        ("In", "in"),
        ("In de Ven", "ven"),
        ("Op Hoop", "op hoop"),
        ("", ""),
    ],
)
def test_a_name_is_sorted_without_what_stands_before_it(family_name: str, sorted_as: str) -> None:
    assert sort_name(family_name) == sorted_as


def test_a_list_stands_in_the_dutch_order_and_ends_with_who_was_erased() -> None:
    people = [
        (None, None),
        ("Jan", "van der Berg"),
        ("Anna", "de Boer"),
        ("Mo", None),
        ("Şeyma", "Çelik"),
        ("Ans", "van der Berg"),
        ("IJsbrand", "IJzerman"),
        ("Ien", "Izaks"),
    ]

    ordered = sorted(people, key=lambda person: sort_key(*person))

    assert [family or given for given, family in ordered] == [
        *("van der Berg", "van der Berg", "de Boer", "Çelik", "IJzerman", "Izaks", "Mo", None)
    ]
    assert ordered[0][0] == "Ans"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("berg", "van der Berg"),
        ("van der berg", "van der Berg"),
        ("van den berg", "van der Berg"),
        ("v.d. Berg", "van der Berg"),
        ("vd berg", "van der Berg"),
        ("v.d.Berg jan", "van der Berg"),
        ("van der berg", "v.d. Berg"),
        ("op den berg", "op de Berg"),
        ("van der", "van der Berg"),
        ("vanderberg", "van der Berg"),
        ("BERG jan", "van der Berg"),
        ("jan v", "van der Berg"),
        ("idrissi", "el Idrissi"),
        ("el idrissi", "El-Idrissi"),
        ("elidr", "El-Idrissi"),
        ("ozdemir", "Özdemir"),
        ("Özdemir", "Ozdemir"),
        ("hondt", "d'Hondt"),
        ("dhondt", "d'Hondt"),
        ("d'h", "d\N{RIGHT SINGLE QUOTATION MARK}Hondt"),
        ("veld", "in 't Veld"),
        ("'t veld", "in 't Veld"),
        ("obrien", "O'Brien"),
        ("kuipers-hoek", "Kuipers-Hoekstra"),
        ("kuipers hoek", "Kuipers-Hoekstra"),
        ("soren", "Sørensen"),
        ("yzer", "IJzerman"),
        ("ijzer", "Yzerman"),
        ("\N{LATIN SMALL LIGATURE IJ}zer", "IJzerman"),
        ("strasse", "Straße"),
        ("  ", "de Boer"),
        ("-", "de Boer"),
    ],
)
def test_a_search_finds_a_name_however_it_is_typed(words: str, name: str) -> None:
    assert matcher(words)(searchable("Jan", name))


@pytest.mark.parametrize("words", ["bergen", "jan piet", "nvan"])
def test_a_search_finds_nobody_else(words: str) -> None:
    assert not matcher(words)(searchable("Jan", "van der Berg"))


@given(prefix=st.sampled_from(PREFIXES), name=NAME, data=st.data())
def test_any_part_of_a_name_in_plain_letters_finds_it(
    prefix: str, name: str, data: st.DataObject
) -> None:
    bare = plain(name)
    start = data.draw(st.integers(0, len(bare) - 1))
    end = data.draw(st.integers(start + 1, len(bare)))

    assert matcher(bare[start:end])(searchable("Jan", f"{prefix} {name.title()}"))


@given(prefix=st.sampled_from(PREFIXES), name=NAME)
def test_a_prefix_never_changes_the_order(prefix: str, name: str) -> None:
    assert sort_name(f"{prefix} {name}") == sort_name(name)
