"""The check that every page of every test goes through finds what it is there for."""

import pytest

from tests.page_checks import check

GOOD = (
    '<!doctype html><html lang="nl"><head><title>Agenda</title>'
    '<script type="application/ld+json">{}</script><script src="/a.js"></script></head>'
    '<body><h1>Agenda</h1><p id="hint">Wanneer?</p><form><input type="hidden" name="token">'
    '<label for="day">Dag</label><input id="day" aria-describedby="hint">'
    '<label>Plaats <select></select></label><textarea aria-label="Vraag"></textarea>'
    "</form></body></html>"
)


def test_a_good_page_is_good() -> None:
    check(GOOD, "/")


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ("<p id=", '<p id="day">Ook</p><p id=', "double ids"),
        ("<h1>Agenda</h1>", "<p>Agenda</p>", "not one h1"),
        ("<h1>Agenda</h1>", "<h1>A</h1><h1>B</h1>", "not one h1"),
        ("<title>Agenda</title>", "", "no title"),
        (' lang="nl"', ' lang="en"', "no language"),
        (' lang="nl"', "", "no language"),
        ("<h1>", '<h1 style="color: red">', "inline"),
        ("</head>", "<style>h1 {}</style></head>", "inline"),
        (' src="/a.js"', "", "inline"),
        ('describedby="hint"', 'describedby="hint help"', "describedby=help leads nowhere"),
        ("<h1>", '<h1 aria-controls="menu">', "controls=menu leads nowhere"),
        ("<h1>", '<h1 aria-labelledby="menu">', "labelledby=menu leads nowhere"),
        ('for="day"', 'for="days"', "for=days leads nowhere"),
        ('<label for="day">Dag</label>', "Dag", "a field without label"),
        ("<label>Plaats <select></select></label>", "Plaats <select></select>", "without label"),
        (' aria-label="Vraag"', "", "a field without label"),
    ],
)
def test_what_is_wrong_with_a_page_is_said(good: str, bad: str, words: str) -> None:
    assert GOOD.count(good) == 1

    with pytest.raises(AssertionError, match=words):
        check(GOOD.replace(good, bad), "/")
