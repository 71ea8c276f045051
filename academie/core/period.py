"""A stretch of days in Amsterdam."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date
from flask_babel import gettext as _

from academie.core import clock
from academie.core.formats import LOCALE

_DAY = "d MMMM y"


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days in Amsterdam, the first and the last included."""

    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        """The moment at which it begins."""
        return clock.begin_of(self.first)

    @property
    def ends_at(self) -> datetime:
        """The moment at which it is over."""
        return clock.begin_of(self.last + timedelta(days=1))

    @property
    def year(self) -> int | None:
        """The calendar year, when it is exactly one."""
        year = self.first.year
        whole = self.first == date(year, 1, 1) and self.last == date(year, 12, 31)
        return year if whole else None

    @property
    def words(self) -> str:
        """Write it: `1 januari tot en met 9 maart 2027`, or one day."""
        last = _day(self.last)
        if self.first == self.last:
            return last
        first = _day(self.first, "d MMMM" if self.first.year == self.last.year else _DAY)
        return _("%(first)s tot en met %(last)s", first=first, last=last)

    def holds(self, other: "Period") -> bool:
        """Tell whether all days of another are days of this one."""
        return self.first <= other.first and other.last <= self.last

    def part(self, other: "Period") -> "Period | None":
        """Give the days that are of both; None when there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first=first, last=last) if first <= last else None


def _day(day: date, pattern: str = _DAY) -> str:
    return format_date(day, pattern, locale=LOCALE)
