"""The words of the door."""

from flask_babel import lazy_gettext as _

from academie.core.terms import Term


class Verdict(Term):
    """What the door says of a ticket."""

    WELCOME = "welcome", _("Welkom")
    ALREADY_IN = "already_in", _("Was al binnen")
    CANCELLED = "cancelled", _("Afgezegd")
    WAITING = "waiting", _("Op de wachtlijst")
    OTHER_EVENT = "other_event", _("Andere bijeenkomst")
    UNKNOWN = "unknown", _("Onbekend")
    TOO_EARLY = "too_early", _("Te vroeg")
    REVOKED = "revoked", _("Oud kaartje")
    NEW = "new", _("Nieuw kaartje")

    @property
    def lets_in(self) -> bool:
        """Whether a device that says so lets somebody in."""
        return self in {Verdict.WELCOME, Verdict.NEW}


class ScanMethod(Term):
    """What was done at a door: a ticket read, a guest found, somebody without one, or undone.

    Of what a device sent and nobody can read, only that it came is known.
    """

    QR = "qr", _("Gescand")
    CODE = "code", _("Code getypt")
    GUEST = "guest", _("Op naam")
    WALK_IN = "walkin", _("Zonder kaartje")
    UNDO = "undo", _("Ongedaan gemaakt")
    UNREADABLE = "unreadable", _("Niet te lezen")


class DoorKind(Term):
    """What a volunteer can do at a door."""

    SCAN = "scan", _("Alleen scannen. Dit toestel ziet geen namen.")
    SEARCH = "search", _("Scannen en zoeken op naam. Dit toestel ziet voornamen.")
