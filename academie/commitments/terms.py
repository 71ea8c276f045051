"""The words in which a commitment is told."""

from flask_babel import lazy_gettext as _

from academie.core.terms import Term


class CommitmentLevel(Term):
    """How far a commitment reaches."""

    SELF = "self", _("Wij doen dit zelf")
    TOGETHER = "together", _("Wij doen dit samen met anderen")
    NATIONAL = "national", _("Dit vraagt iets in het hele land")


class CommitmentStatus(Term):
    """What became of a commitment."""

    OPEN = "open", _("Loopt nog")
    KEPT = "kept", _("Nagekomen")
    LAPSED = "lapsed", _("Vervallen")


class CommitmentSource(Term):
    """Where a commitment was written down."""

    ROOM = "room", _("In de zaal")
    NOTES = "notes", _("Uit het verslag van een groep")
    STAFF = "staff", _("Op de werkplek")


class PartyAnswer(Term):
    """What a party said when it was asked whether a commitment is its own."""

    CONFIRMED = "confirmed", _("Bevestigd")
    NOT_OURS = "not_ours", _("Zegt: dit is niet van ons")
