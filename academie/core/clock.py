"""The one place that reads the clock and knows Amsterdam time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _

from academie.core.errors import DomainError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class SkippedHourError(DomainError):
    """A wall time that the change to summer time leaves out."""

    message = _("Deze tijd bestaat niet: de klok gaat dan een uur vooruit. Kies een andere tijd.")


def now() -> datetime:
    """Tell the present moment, in UTC."""
    return datetime.now(UTC)


def from_local(day: date, at: time) -> datetime:
    """Turn Amsterdam wall time into a moment in UTC; of a doubled hour the first is meant.

    Raises:
        SkippedHourError: the clock jumps over this time.
    """
    wall = datetime.combine(day, at, tzinfo=AMSTERDAM)
    moment = wall.astimezone(UTC)
    if moment.astimezone(AMSTERDAM).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise SkippedHourError
    return moment


def begin_of(day: date) -> datetime:
    """Give the moment at which a day begins in Amsterdam, also one of long ago without midnight."""
    return datetime.combine(day, time(), tzinfo=AMSTERDAM).astimezone(UTC)


def to_local(moment: datetime) -> datetime:
    """Show a moment as Amsterdam wall time."""
    return moment.astimezone(AMSTERDAM)
