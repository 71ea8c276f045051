"""What a form that stood open still says, while its meeting takes that no more."""

from collections.abc import Sequence

from flask_babel import gettext as _

from academie.events.terms import AttendanceMode


def words(
    modes: Sequence[AttendanceMode], most: int, *, mode: str | None, people: int | None
) -> list[str]:
    """Say what became of a choice that the form asks no more; pressing once more agrees.

    Args:
        modes: the ways to take part that are left.
        most: how many may come together.
        mode: the way that was chosen, if any.
        people: the number that was typed, if any.
    """
    found = []
    if len(modes) == 1 and mode and mode not in modes:
        found.append(
            _("De bijeenkomst is nu alleen online.")
            if modes[0] is AttendanceMode.ONLINE
            else _("De bijeenkomst is nu alleen op de locatie.")
        )
    if most == 1 and people is not None and people > most:
        found.append(_("Elke aanmelding is nu voor 1 persoon."))
    again = _("Is dat goed? Druk dan nog een keer op de knop.")
    return [f"{each} {again}" for each in found]
