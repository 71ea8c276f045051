"""Broken rules, each with a sentence for the reader; and what a log may say of any error."""

import traceback
from pathlib import Path

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class DomainError(Exception):
    """A rule of the field is broken; `message` tells the reader what to do.

    Attributes:
        message: plain Dutch, shown as it stands.
        status: the HTTP status that fits when no page catches the error itself.
        way_on: endpoint of a page that helps on, and the words of the button to it.
    """

    message: LazyString | str = _("Dit kan nu niet.")
    status = 409
    way_on: tuple[str, LazyString] | None = None

    def __init__(self, message: LazyString | str | None = None) -> None:
        """Keep the class's own sentence, or a more exact one."""
        super().__init__()
        if message is not None:
            self.message = message

    def __str__(self) -> str:
        """Give the sentence."""
        return str(self.message)


class IllegalMoveError(DomainError):
    """A state does not allow this verb."""


class BrokenLinkError(DomainError):
    """A personal link that was changed, revoked or never ours."""

    message = _("Deze link werkt niet meer. Vraag een nieuwe aan.")
    status = 404


def where(error: BaseException) -> str:
    """Name an error and its place, without its words: they may hold somebody's data."""
    return type(error).__name__ + place_of(error)


def place_of(error: BaseException) -> str:
    """Tell in which line an error arose, to write behind its name."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    return f" at {Path(last.filename).name}:{last.lineno}" if last else ""
