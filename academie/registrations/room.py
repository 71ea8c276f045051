"""What to tell a newcomer who did not know that there is no room: what helps, or to wait.

Nobody is put on the waiting list who pressed a button that said something else.
"""

from typing import NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from academie.core.errors import DomainError
from academie.events import pools
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience
from academie.registrations import queries

_FULL = {
    AttendanceMode.ONSITE: _("Op de locatie is geen plek meer."),
    AttendanceMode.ONLINE: _("Online is geen plek meer."),
}
_INSTEAD = {
    AttendanceMode.ONSITE: _("Doe online mee."),
    AttendanceMode.ONLINE: _("Kom naar de locatie."),
}
_OR_WAIT = _("Of verstuur dit nog eens, dan kom je op de wachtlijst.")


class Hint(NamedTuple):
    """What to say, beside the field that helps; None when no field does."""

    field: str | None
    words: str


class NoRoomLeftError(DomainError):
    """A party would have to wait, and was not told so.

    Attributes:
        mode: how it wanted to take part.
        field: what it could change to get seats; None when nothing helps.
    """

    def __init__(
        self, event: Event, mode: AttendanceMode, people: int, audience: Audience | None
    ) -> None:
        """Find what helps."""
        self.mode = mode
        hint = _fewer(event, mode, people, audience) or _elsewhere(event, mode, people, audience)
        self.field = hint.field
        super().__init__(hint.words)


def _fewer(
    event: Event, mode: AttendanceMode, people: int, audience: Audience | None
) -> Hint | None:
    """Let a smaller party come, when there are seats for one.

    How many are left stays untold: that number, before and after, shows whether an address that
    somebody typed was new.
    """
    if not any(queries.has_room(event, mode, fewer, audience) for fewer in range(1, people)):
        return None
    words = gettext("Zoveel plek is er niet. Kom met minder mensen.")
    return Hint("people", f"{words} {_OR_WAIT}")


def _elsewhere(event: Event, mode: AttendanceMode, people: int, audience: Audience | None) -> Hint:
    """Say why there is no room, and name the other way to take part when that has."""
    others = [other for other in event.mode.attendance_modes if other is not mode]
    other = any(queries.has_room(event, each, people, audience) for each in others)
    wait = gettext("Je kunt op de wachtlijst.")
    way_out = f"{_INSTEAD[mode]} {_OR_WAIT}" if other else wait
    left = [pool.audience for pool in event.pools if pool.mode is mode and pool.left]
    if whom := pools.in_words(each for each in left if each and each is not audience):
        kept = gettext("De laatste plekken houden we vrij voor %(whom)s.", whom=whom)
        return Hint("audience", f"{kept} {way_out}")
    if other:
        return Hint("mode", f"{_FULL[mode]} {way_out}")
    return Hint(None, f"{gettext('De laatste plek is net weg.')} {way_out}")
