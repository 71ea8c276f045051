"""Names of people as they are sorted and searched in the Netherlands: without what stands before.

The names themselves are kept as they were given; nothing here is stored.
"""

import re
import unicodedata
from collections.abc import Callable

_BEFORE = {
    *("van", "von", "de", "den", "der", "het", "t", "ter", "ten", "te", "v", "vd"),
    *("el", "al", "la", "le", "du", "d"),
}
"""Words before a family name (tussenvoegsels) that do not count in its order or in a search."""

_BEFORE_ANOTHER = {"op", "in", "uit"}
"""These only count as such before another one: `in 't Veld`, but not `In`."""

_JOINED = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)
_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Write a text in small letters without accents."""
    small = text.casefold()
    if small.isascii():
        return small
    small = unicodedata.normalize("NFKD", small)
    bare = "".join(letter for letter in small if not unicodedata.combining(letter))
    return bare.translate(_JOINED)


def sort_name(family_name: str) -> str:
    """Write a family name as it is sorted: `van der Berg` as `berg`, `d'Hondt` as `hondt`."""
    words = _WORD.findall(plain(family_name))
    while len(words) > 1 and _goes_before(words):
        words = words[1:]
    return " ".join(words)


def _goes_before(words: list[str]) -> bool:
    """Tell whether the first of words stands before a family name."""
    if words[0] in _BEFORE:
        return True
    return words[0] in _BEFORE_ANOTHER and len(words) > 1 and words[1] in _BEFORE


def sort_key(given_name: str | None, family_name: str | None) -> tuple[bool, str, str, str]:
    """Place somebody in a list: by family name, else by first name; who was erased comes last."""
    given, family = given_name or "", family_name or ""
    own = sort_name(family or given)
    return (not own, own, plain(given), plain(family))


def searchable(*texts: str | None) -> str:
    """Write texts as a `matcher` looks through them: their words, and each text as one word."""
    bare = [plain(text) for text in texts if text]
    spaced = [text if text.isalnum() else _GAP.sub(" ", text) for text in bare]
    return " ".join([*spaced, *(text.replace(" ", "") for text in spaced)])


def matcher(words: str) -> Callable[[str], bool]:
    """Make what tells whether every word that somebody typed is in a searchable text.

    Words before a family name count only when nothing else was typed; `y` finds `ij` too.
    """
    wanted = [_with_y(word) for word in _words_that_count(plain(words).split())]
    with_y = [word for word in wanted if "y" in word]
    others = [word for word in wanted if "y" not in word]

    def fits(text: str) -> bool:
        if not all(word in text for word in others):
            return False
        return not with_y or all(word in _with_y(text) for word in with_y)

    return fits


def _words_that_count(typed: list[str]) -> list[str]:
    """Leave out what stands before a family name, also within `v.d.Berg`, unless that is all."""
    parts = [_WORD.findall(word) for word in typed]
    ahead = [word for part in parts for word in part]
    own = []
    for part in parts:
        rest = list(part)
        while rest and _goes_before(ahead):
            rest, ahead = rest[1:], ahead[1:]
        ahead = ahead[len(rest) :]
        own.append("".join(rest))
    return [word for word in own if word] or ["".join(part) for part in parts]


def _with_y(text: str) -> str:
    return text.replace("ij", "y")
