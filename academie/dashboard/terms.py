"""The words of the dashboard."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.core.terms import Term


class AcademyState(Term):
    """How far an academy is, from a local wish to what was answered two years later.

    An academy stands in one of them: after the meeting in that of the last question with an answer.
    """

    WISH = "wens", _("Wens")
    DRAFT = "concept", _("Concept")
    PUBLISHED = "gepubliceerd", _("Gepubliceerd")
    HELD = "geweest", _("Geweest")
    AFTER_3 = "na-3-maanden", _("3 maanden")
    AFTER_6 = "na-6-maanden", _("6 maanden")
    AFTER_12 = "na-12-maanden", _("12 maanden")
    AFTER_24 = "na-24-maanden", _("24 maanden")
    POSTPONED = "uitgesteld", _("Uitgesteld")
    CANCELLED = "gaat-niet-door", _("Gaat niet door")

    @property
    def meaning(self) -> LazyString:
        """Which academies stand in it."""
        return _MEANINGS[self]

    @property
    def light(self) -> float:
        """How much of the light of the meeting falls on it, from none to 1."""
        return _LIGHT.get(self.value, 0)

    @property
    def heading(self) -> LazyString:
        """The words above a list of them."""
        return _("Academies: %(state)s", state=self.label)


_MEANINGS = {
    AcademyState.WISH: _("Aangevraagd, nog niet aangenomen of afgewezen."),
    AcademyState.DRAFT: _("In voorbereiding, nog niet openbaar."),
    AcademyState.PUBLISHED: _("Openbaar, en nog niet voorbij."),
    AcademyState.HELD: _("Voorbij. Nog geen vervolgvraag is beantwoord."),
    AcademyState.AFTER_3: _("De vraag na 3 maanden is beantwoord, een latere nog niet."),
    AcademyState.AFTER_6: _("De vraag na 6 maanden is beantwoord, een latere nog niet."),
    AcademyState.AFTER_12: _("De vraag na 1 jaar is beantwoord, die na 2 jaar nog niet."),
    AcademyState.AFTER_24: _("De laatste vraag, na 2 jaar, is beantwoord."),
    AcademyState.POSTPONED: _("Er komt een nieuwe datum."),
    AcademyState.CANCELLED: _("Afgezegd."),
}
_LIGHT = {
    "gepubliceerd": 1,
    "geweest": 0.75,
    "na-3-maanden": 0.6,
    "na-6-maanden": 0.45,
    "na-12-maanden": 0.3,
    "na-24-maanden": 0.2,
}
ON_THE_WAY = tuple(AcademyState)[:8]
"""The states that follow each other; whatever was put off or called off stands beside them."""
AFTER = {
    3: AcademyState.AFTER_3,
    6: AcademyState.AFTER_6,
    12: AcademyState.AFTER_12,
    24: AcademyState.AFTER_24,
}
"""The state of an academy whose last answer came after so many months."""


class Listed(Term):
    """What else the dashboard counts and no other page lists."""

    WAITING = "wachtende-aanvragen", _("Aanvragen die lang wachten")
    FIRST = "eerste-opbrengst", _("Academies met een eerste opbrengst")
    WITHOUT = "nog-geen-opbrengst", _("Academies nog zonder opbrengst")

    @property
    def meaning(self) -> LazyString:
        """Which ones are counted."""
        return _LISTED[self]


_LISTED = {
    Listed.WAITING: _("Al vier weken of langer is iemand aan zet."),
    Listed.FIRST: _(
        "Academies die geweest zijn, met een opbrengst die telt: vastgesteld, niet betwist, "
        "met een bekende dag en een verband met de academie."
    ),
    Listed.WITHOUT: _(
        "Academies die geweest zijn, en waarvan nog geen opbrengst met een bekende dag telt."
    ),
}
