"""Names of organisations and places: when two ways of writing are one name."""

import unicodedata


def key_of(name: str) -> str:
    """Write a name as it is compared: small letters and digits, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in letters)
    return " ".join(words.split())
