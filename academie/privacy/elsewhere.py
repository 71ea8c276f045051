"""Where somebody stands in rooms above this one; the app says which rooms those are."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Flask, current_app


class Held(NamedTuple):
    """Something that stands under an address.

    Attributes:
        subject: kind of row and its ref, as in the log of access.
        words: what staff read of it.
        url: the page of staff about it.
    """

    subject: str
    words: str
    url: str


class Elsewhere(NamedTuple):
    """A sort of row with an address.

    Attributes:
        kind: what stands before the colon of its subjects.
        of_address: finds what stands under an address, in lower case.
        erase: forgets what has a ref, and notes it as a wish; nobody is mailed. It answers whether
            anything was still there, so that a wish can be carried out again.
    """

    kind: str
    of_address: Callable[[str], Sequence[Held]]
    erase: Callable[[str, datetime], bool]


def init_app(app: Flask, places: Sequence[Elsewhere]) -> None:
    """Learn where else people stand."""
    app.extensions["academie.privacy.elsewhere"] = {place.kind: place for place in places}


def kinds() -> frozenset[str]:
    """Name the kinds of rows that are known."""
    return frozenset(_places())


def of_address(email: str) -> list[Held]:
    """Find everything that stands under an address, in lower case."""
    return [held for place in _places().values() for held in place.of_address(email)]


def erase(kind: str, ref: str, now: datetime) -> bool:
    """Forget somebody in one row; tell whether there was anything to forget."""
    return _places()[kind].erase(ref, now)


def _places() -> dict[str, Elsewhere]:
    found: dict[str, Elsewhere] = current_app.extensions["academie.privacy.elsewhere"]
    return found
