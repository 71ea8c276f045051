"""The words in a meeting's address."""

import re
import unicodedata

MAX_LENGTH = 60


def slug_words(text: str) -> str:
    """Write words as they stand in an address; nothing when there are no letters in them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_LENGTH].strip("-")


def slug_stem(title: str, year: int) -> str:
    """Make an address from title and year; the day stays out, because it may still move."""
    tail = f"-{year}"
    return (slug_words(title) or "bijeenkomst").removesuffix(tail) + tail
