"""The words in a meeting's address."""

import re
import unicodedata

MAX_LENGTH = 60


def slug_stem(title: str, year: int) -> str:
    """Make an address from title and year; the day stays out, because it may still move."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_LENGTH].strip("-")
    tail = f"-{year}"
    return (words or "bijeenkomst").removesuffix(tail) + tail
