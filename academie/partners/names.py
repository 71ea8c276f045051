"""Names of organisations: when two ways of writing are one name, and when two names look alike."""

import unicodedata

COMMON = {
    *("stichting", "gemeente", "vereniging", "cooperatie", "bv", "nv"),
    *("de", "het", "een", "van", "voor", "in", "en"),
}
"""Words that say little: a name with them and one without may well be the same organisation."""


def key_of(name: str) -> str:
    """Write a name as it is compared: small letters and digits, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in letters)
    return " ".join(words.split())


def likeness_of(key: str) -> str:
    """Write a key without the words that say little, to find likely doubles."""
    words = [word for word in key.split() if word not in COMMON]
    return " ".join(sorted(words)) or key
