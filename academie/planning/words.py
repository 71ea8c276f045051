"""Ingredients in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from academie.planning.models import FormatIngredient
from academie.planning.terms import Part

_WEEK = 7
_YEAR = 365


def facts(row: FormatIngredient) -> str:
    """Say when an ingredient is, or how much; nothing for a role."""
    if row.minutes is not None:
        return item_words(row.offset_minutes, row.minutes)
    if row.days is not None:
        return days_words(row.days)
    if row.part is Part.CAPACITY and row.mode is not None:
        seats = ngettext("%(num)s plek", "%(num)s plekken", row.number or 0)
        return f"{seats}, {str(row.mode.label).lower()}"
    return ""


def item_words(offset_minutes: int | None, minutes: int) -> str:
    """Say when an item of a programme begins, and how long it lasts."""
    length = ngettext("duurt %(num)s minuut", "duurt %(num)s minuten", minutes)
    after = _("meteen na het onderdeel ervoor")
    start = after if offset_minutes is None else start_words(offset_minutes)
    return f"{start}, {length}"


def days_words(days: int) -> str:
    """Say when something is, seen from the day of the meeting."""
    if days == 0:
        return _("op de dag zelf")
    count = abs(days)
    if count % _YEAR == 0:
        length = ngettext("%(num)s jaar", "%(num)s jaar", count // _YEAR)
    elif count % _WEEK == 0 and count > _WEEK:
        length = ngettext("%(num)s week", "%(num)s weken", count // _WEEK)
    else:
        length = ngettext("%(num)s dag", "%(num)s dagen", count)
    if days < 0:
        return _("%(length)s van tevoren", length=length)
    return _("%(length)s erna", length=length)


def start_words(minutes: int) -> str:
    """Say when something begins, seen from the start of the meeting."""
    if minutes == 0:
        return _("bij het begin")
    length = ngettext("%(num)s minuut", "%(num)s minuten", abs(minutes))
    if minutes < 0:
        return _("%(length)s voor het begin", length=length)
    return _("%(length)s na het begin", length=length)
