"""The words of planning: the parts of a format, and what a meeting does with them."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class Part(StrEnum):
    """What an ingredient of a format is about."""

    PROGRAMME = "programme"
    ROLE = "role"
    TASK = "task"
    MAIL = "mail"
    CAPACITY = "capacity"

    @property
    def label(self) -> LazyString:
        """The word people know, as a heading."""
        return _PART_LABELS[self]


_PART_LABELS = {
    Part.PROGRAMME: _("Programma"),
    Part.ROLE: _("Rollen"),
    Part.TASK: _("Taken"),
    Part.MAIL: _("E-mails"),
    Part.CAPACITY: _("Plekken"),
}


class Letter(StrEnum):
    """A mail that the product sends for a meeting; its value is the key of its ingredient."""

    CONFIRMATION = "bevestiging"
    WAITING_LIST = "wachtlijst"
    OFFER = "plek"
    CHANGE = "wijziging"
    REMINDER_WEEK = "herinnering-week"
    REMINDER_DAY = "herinnering-dag"
    THANKS = "bedankt-mail"
    FOLLOW_UP = "vervolg"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _LETTER_LABELS[self]

    @property
    def is_optional(self) -> bool:
        """Whether a meeting may do without; what somebody must know of their seat always goes."""
        return self in USUAL_DAYS

    @classmethod
    def of(cls, key: str) -> "Letter | None":
        """Find the mail of an ingredient; None for one that staff send themselves."""
        return next((letter for letter in cls if letter == key), None)


_LETTER_LABELS = {
    Letter.CONFIRMATION: _("Bevestiging"),
    Letter.WAITING_LIST: _("Je staat op de wachtlijst"),
    Letter.OFFER: _("Er is een plek voor je"),
    Letter.CHANGE: _("Er is iets veranderd"),
    Letter.REMINDER_WEEK: _("Herinnering: volgende week"),
    Letter.REMINDER_DAY: _("Herinnering: morgen"),
    Letter.THANKS: _("Bedankt voor je komst"),
    Letter.FOLLOW_UP: _("Dit is er gebeurd"),
}
USUAL_DAYS = {
    Letter.REMINDER_WEEK: -7,
    Letter.REMINDER_DAY: -1,
    Letter.THANKS: 1,
    Letter.FOLLOW_UP: 91,
}
"""When a mail leaves that a meeting may do without, in days from the meeting."""


class IngredientState(StrEnum):
    """What a meeting does with an ingredient of its format."""

    AS_FORMAT = "as_format"
    ADAPTED = "adapted"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    IngredientState.AS_FORMAT: _("Zoals de blauwdruk"),
    IngredientState.ADAPTED: _("Aangepast"),
    IngredientState.LEFT_OUT: _("Weggelaten"),
}
