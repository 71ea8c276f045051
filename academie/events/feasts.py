"""Days of faith that a planner should know of, kept by hand: what is observed here differs.

Sources: Islamic days by the calendar of Umm al-Qura and Diyanet, as the `holidays` package gives
them for Turkey, checked November 2026; communities decide by the moon and may differ by a day.
Jewish days by the Hebrew calendar, as the package gives them for Israel; each begins at nightfall
of the day before, and outside Israel the first and last days of a feast count double.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

LAST_YEAR = 2030


class Feast(NamedTuple):
    """A period of days, and what to know of it.

    Attributes:
        nights: whether it is about evenings only.
        early: whether it begins the evening before.
    """

    first: date
    last: date
    note: LazyString
    nights: bool = False
    early: bool = False


_RAMADAN = _("Het is dan ramadan. Veel moslims eten en bidden in de avond met hun familie.")
_EID_AL_FITR = _("Het is dan Suikerfeest. Dat kan een dag verschillen.")
_EID_AL_ADHA = _("Het is dan Offerfeest. Dat kan een dag verschillen.")
_PESACH = _("Het is dan Pesach, een Joodse feestdag. Die begint op de avond ervoor.")
_SHAVUOT = _("Het is dan Sjavoeot, een Joodse feestdag. Die begint op de avond ervoor.")
_ROSH_HASHANAH = _("Het is dan Joods Nieuwjaar. Dat begint op de avond ervoor.")
_YOM_KIPPUR = _("Het is dan Jom Kipoer. Dat begint op de avond ervoor.")
_SUKKOT = _("Het is dan Soekot, een Joodse feestdag. Die begint op de avond ervoor.")
_SIMCHAT_TORAH = _("Het is dan het slotfeest van Soekot. Dat begint op de avond ervoor.")

_RAMADANS = {
    "2026-02-18": "2026-03-19",
    "2027-02-08": "2027-03-08",
    "2028-01-28": "2028-02-25",
    "2029-01-16": "2029-02-13",
    "2030-01-05": "2030-02-03",
    "2030-12-26": "2031-01-23",
}
_ISLAMIC: tuple[tuple[LazyString, int, str], ...] = (
    (_EID_AL_FITR, 3, "2026-03-20 2027-03-09 2028-02-26 2029-02-14 2030-02-04"),
    (_EID_AL_ADHA, 4, "2026-05-27 2027-05-16 2028-05-05 2029-04-24 2030-04-13"),
)
_JEWISH: tuple[tuple[LazyString, int, str], ...] = (
    (_PESACH, 2, "2026-04-02 2027-04-22 2028-04-11 2029-03-31 2030-04-18"),
    (_PESACH, 2, "2026-04-08 2027-04-28 2028-04-17 2029-04-06 2030-04-24"),
    (_SHAVUOT, 2, "2026-05-22 2027-06-11 2028-05-31 2029-05-20 2030-06-07"),
    (_ROSH_HASHANAH, 2, "2026-09-12 2027-10-02 2028-09-21 2029-09-10 2030-09-28"),
    (_YOM_KIPPUR, 1, "2026-09-21 2027-10-11 2028-09-30 2029-09-19 2030-10-07"),
    (_SUKKOT, 2, "2026-09-26 2027-10-16 2028-10-05 2029-09-24 2030-10-12"),
    (_SIMCHAT_TORAH, 2, "2026-10-03 2027-10-23 2028-10-12 2029-10-01 2030-10-19"),
)
"""Each with its length in days and the first of them, year after year."""


def _all() -> Iterator[Feast]:
    for start, end in _RAMADANS.items():
        yield Feast(date.fromisoformat(start), date.fromisoformat(end), _RAMADAN, nights=True)
    for feasts, early in ((_ISLAMIC, False), (_JEWISH, True)):
        for note, days, firsts in feasts:
            for first in map(date.fromisoformat, firsts.split()):
                yield Feast(first, first + timedelta(days=days - 1), note, early=early)


FEASTS = tuple(_all())


def notes(day: date, *, evening: bool) -> list[str]:
    """Tell which days of faith a meeting touches.

    Args:
        evening: whether it goes on after nightfall.
    """
    return [str(feast.note) for feast in FEASTS if _touches(feast, day, evening=evening)]


def _touches(feast: Feast, day: date, *, evening: bool) -> bool:
    if feast.nights and not evening:
        return False
    first = feast.first - timedelta(days=1) if feast.early and evening else feast.first
    return first <= day <= feast.last
