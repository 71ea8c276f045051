"""The words of planning: the parts of a format, and what a meeting does with them."""

from flask_babel import lazy_gettext as _

from academie.core.terms import Term


class Part(Term):
    """What an ingredient of a format is about."""

    PROGRAMME = "programme", _("Programma")
    ROLE = "role", _("Rollen")
    TASK = "task", _("Taken")
    MAIL = "mail", _("E-mails")
    CAPACITY = "capacity", _("Plekken")


class Letter(Term):
    """A mail that the product sends for a meeting; its value is the key of its ingredient."""

    CONFIRMATION = "bevestiging", _("Bevestiging")
    WAITING_LIST = "wachtlijst", _("Je staat op de wachtlijst")
    OFFER = "plek", _("Er is een plek voor je")
    CHANGE = "wijziging", _("Er is iets veranderd")
    REMINDER_WEEK = "herinnering-week", _("Herinnering: volgende week")
    REMINDER_DAY = "herinnering-dag", _("Herinnering: morgen")
    THANKS = "bedankt-mail", _("Bedankt voor je komst")
    FOLLOW_UP = "vervolg", _("Dit is er gebeurd")

    @property
    def is_optional(self) -> bool:
        """Whether a meeting may do without; what somebody must know of their seat always goes."""
        return self in USUAL_DAYS

    @classmethod
    def of(cls, key: str) -> "Letter | None":
        """Find the mail of an ingredient; None for one that staff send themselves."""
        return next((letter for letter in cls if letter == key), None)


USUAL_DAYS = {
    Letter.REMINDER_WEEK: -7,
    Letter.REMINDER_DAY: -1,
    Letter.THANKS: 1,
    Letter.FOLLOW_UP: 91,
}
"""When a mail leaves that a meeting may do without, in days from the meeting."""


class IngredientState(Term):
    """What a meeting does with an ingredient of its format."""

    AS_FORMAT = "as_format", _("Zoals de blauwdruk")
    ADAPTED = "adapted", _("Aangepast")
    LEFT_OUT = "left_out", _("Weggelaten")
