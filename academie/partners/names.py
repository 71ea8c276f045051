"""Names of organisations: when two of them look alike."""

COMMON = {
    *("stichting", "gemeente", "vereniging", "cooperatie", "bv", "nv"),
    *("de", "het", "een", "van", "voor", "in", "en"),
}
"""Words that say little: a name with them and one without may well be the same organisation."""


def likeness_of(key: str) -> str:
    """Write a key without the words that say little, to find likely doubles."""
    words = [word for word in key.split() if word not in COMMON]
    return " ".join(sorted(words)) or key
