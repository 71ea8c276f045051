"""Names of people as they are sorted and searched in the Netherlands: without what stands before.

The names themselves are kept as they were given; nothing here is stored.
"""

import re
import unicodedata
from collections.abc import Callable

_BEFORE = {
    *("van", "von", "de", "den", "der", "het", "t", "ter", "ten", "te"),
    *("el", "al", "la", "le", "du", "d"),
}
"""Words before a family name (tussenvoegsels) that do not count in its order."""

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
    first, second = words[0], words[1]
    return first in _BEFORE or (first in _BEFORE_ANOTHER and second in _BEFORE)


def sort_key(given_name: str | None, family_name: str | None) -> tuple[bool, str, str, str]:
    """Place somebody in a list: by family name, else by first name; who was erased comes last."""
    given, family = given_name or "", family_name or ""
    own = sort_name(family or given)
    return (not own, own, plain(given), plain(family))


def searchable(*texts: str | None) -> str:
    """Write texts as `matches` looks through them: their words, and each text as one word."""
    bare = [plain(text) for text in texts if text]
    spaced = [text if text.isalnum() else _GAP.sub(" ", text) for text in bare]
    return " ".join([*spaced, *(text.replace(" ", "") for text in spaced)])


def matches(words: str, text: str) -> bool:
    """Tell whether every word that somebody typed is in a searchable text; `y` finds `ij` too."""
    return matcher(words)(text)


def matcher(words: str) -> Callable[[str], bool]:
    """Make `matches` for one search through many texts."""
    wanted = [_with_y(_GAP.sub("", word)) for word in plain(words).split()]
    with_y = [word for word in wanted if "y" in word]
    others = [word for word in wanted if "y" not in word]

    def fits(text: str) -> bool:
        if not all(word in text for word in others):
            return False
        return not with_y or all(word in _with_y(text) for word in with_y)

    return fits


def without_particles(words: str) -> str:
    """Leave out the words before a family name, unless there is nothing else."""
    own = [word for word in words.split() if plain(word).strip("'") not in _BEFORE]
    return " ".join(own) or words


def _with_y(text: str) -> str:
    return text.replace("ij", "y")
