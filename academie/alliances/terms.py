"""The words of local alliances: how far one is, and by which criteria it is one."""

from typing import Final

from flask_babel import lazy_gettext as _

from academie.core.terms import Term

TARGET: Final = 15
"""How many local alliances the plan of 2022-2023 wants at least.

Source: 004_6b43313f35af3e89.txt, "minimaal 15 lokale allianties in de komende twee jaar".
"""
TARGET_SOURCE: Final = _("projectplan 2022-2023 van de alliantie (004_6b43313f35af3e89.txt)")


class AlliancePhase(Term):
    """How far a local alliance is."""

    WISH = "wish", _("Wens")
    EXPLORE = "explore", _("Verkennen")
    BUILD = "build", _("Bouwen")
    INDEPENDENT = "independent", _("Zelfstandig")

    @property
    def counts(self) -> bool:
        """Whether there is an alliance at all: a wish is none yet."""
        return self is not AlliancePhase.WISH

    @property
    def sign(self) -> str:
        """The picture of a status that goes with it."""
        return _SIGNS[self.value]


_SIGNS = {"wish": "announced", "explore": "started", "build": "ongoing", "independent": "secured"}


class Criterion(Term):
    """What marks a local alliance, in the alliance's own four criteria.

    Source: 004_6b43313f35af3e89.txt, the marks (a) to (d) of a local alliance.
    """

    SECTORS = "a", _("Werkt over sectoren heen")
    NEEDS = "b", _("Sluit aan bij wat gezinnen nodig hebben, met ervaring van mensen zelf")
    THEORY = "c", _("Werkt met de verandertheorie")
    CHILD = "d", _("Kijkt naar de hele leefwereld van het kind")
