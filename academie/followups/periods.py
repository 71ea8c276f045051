"""Days that are not known to the day, in words."""

from datetime import date, timedelta

from flask_babel import gettext as _

from academie.core.formats import day_plain, month_plain
from academie.followups.terms import Precision

_MONTHS = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.HALF_YEAR: 6,
    Precision.YEAR: 12,
}


def period(day: date | None, precision: Precision | str) -> str:
    """Write when something was, no more exactly than it is known: `eerste helft van 2022`.

    Args:
        precision: one of them, or its word.
    """
    if day is None or precision == Precision.UNKNOWN:
        return _("datum onbekend")
    if precision == Precision.DAY:
        return day_plain(day)
    if precision == Precision.MONTH:
        return month_plain(day)
    if precision == Precision.QUARTER:
        nth = _ordinals()[(day.month - 1) // 3]
        return _("%(nth)s kwartaal van %(year)s", nth=nth, year=day.year)
    if precision == Precision.HALF_YEAR:
        nth = _ordinals()[(day.month - 1) // 6]
        return _("%(nth)s helft van %(year)s", nth=nth, year=day.year)
    return str(day.year)


def first_day(day: date, precision: Precision) -> date:
    """Give the first day of the period in which a day lies."""
    months = _MONTHS.get(precision)
    if months is None:
        return day
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def last_day(first: date, precision: Precision) -> date:
    """Give the last day of the period that begins on a day."""
    months = _MONTHS.get(precision)
    if months is None:
        return first
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1) - timedelta(days=1)


def known_until(first: date, precision: Precision, recorded_on: date) -> date:
    """Give the last day of which something tells that was seen some time in a period.

    Nobody sees what is yet to come: of the period that goes on it is the day it was written down.
    """
    return max(first, min(last_day(first, precision), recorded_on))


def _ordinals() -> tuple[str, ...]:
    return _("eerste"), _("tweede"), _("derde"), _("vierde")
