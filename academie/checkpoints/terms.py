"""The words in which a question about what came of a meeting is asked, answered and followed."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.core.terms import Term

MONTHS = (3, 6, 12, 24)
"""How long after a meeting we ask what came of it."""


class CheckpointResult(Term):
    """How a question ended; that nothing changed, and that it is too early, are full answers."""

    CHANGE = "change", _("Er is iets veranderd")
    NO_CHANGE = "no_change", _("Er is niets veranderd")
    TOO_EARLY = "too_early", _("Het is nog te vroeg")
    CONTACT_LOST = "contact_lost", _("Niemand meer bereikt")
    NO_ANSWER = "no_answer", _("Geen antwoord")

    @property
    def is_answer(self) -> bool:
        """Whether somebody answered."""
        return self in ANSWERS


ANSWERS = (CheckpointResult.CHANGE, CheckpointResult.NO_CHANGE, CheckpointResult.TOO_EARLY)


class Channel(Term):
    """How an answer reached us."""

    LINK = "link", _("Met de link")
    PHONE = "phone", _("Per telefoon")
    VISIT = "visit", _("Op bezoek")


class Stage(Term):
    """Where a question stands."""

    AHEAD = "ahead", _("Komt nog")
    ASKED = "asked", _("Gevraagd")
    OVERDUE = "overdue", _("Te laat")
    ANSWERED = "answered", _("Beantwoord")
    GIVEN_UP = "given_up", _("Niet beantwoord")


def months_label(months: int) -> LazyString:
    """Say how long after the meeting a question comes."""
    years = {12: _("Na 1 jaar"), 24: _("Na 2 jaar")}
    return years.get(months) or _("Na %(months)s maanden", months=months)
