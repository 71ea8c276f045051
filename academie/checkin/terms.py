"""The words of the door."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class Verdict(StrEnum):
    """What the door says of a ticket."""

    WELCOME = "welcome"
    ALREADY_IN = "already_in"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    OTHER_EVENT = "other_event"
    UNKNOWN = "unknown"
    TOO_EARLY = "too_early"
    REVOKED = "revoked"
    NEW = "new"

    @property
    def label(self) -> LazyString:
        """The words of a list; the door itself says more."""
        return _VERDICT_LABELS[self]

    @property
    def lets_in(self) -> bool:
        """Whether a device that says so lets somebody in."""
        return self in {Verdict.WELCOME, Verdict.NEW}


_VERDICT_LABELS = {
    Verdict.WELCOME: _("Welkom"),
    Verdict.ALREADY_IN: _("Was al binnen"),
    Verdict.CANCELLED: _("Afgezegd"),
    Verdict.WAITING: _("Op de wachtlijst"),
    Verdict.OTHER_EVENT: _("Andere bijeenkomst"),
    Verdict.UNKNOWN: _("Onbekend"),
    Verdict.TOO_EARLY: _("Te vroeg"),
    Verdict.REVOKED: _("Oud kaartje"),
    Verdict.NEW: _("Nieuw kaartje"),
}


class ScanMethod(StrEnum):
    """What was done at a door: a ticket read, a guest found, somebody without one, or undone.

    Of what a device sent and nobody can read, only that it came is known.
    """

    QR = "qr"
    CODE = "code"
    GUEST = "guest"
    WALK_IN = "walkin"
    UNDO = "undo"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> LazyString:
        """The words of a list."""
        return _METHOD_LABELS[self]


_METHOD_LABELS = {
    ScanMethod.QR: _("Gescand"),
    ScanMethod.CODE: _("Code getypt"),
    ScanMethod.GUEST: _("Op naam"),
    ScanMethod.WALK_IN: _("Zonder kaartje"),
    ScanMethod.UNDO: _("Ongedaan gemaakt"),
    ScanMethod.UNREADABLE: _("Niet te lezen"),
}


class DoorKind(StrEnum):
    """What a volunteer can do at a door."""

    SCAN = "scan"
    SEARCH = "search"

    @property
    def label(self) -> LazyString:
        """The words of a choice."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    DoorKind.SCAN: _("Alleen scannen. Dit toestel ziet geen namen."),
    DoorKind.SEARCH: _("Scannen en zoeken op naam. Dit toestel ziet voornamen."),
}
