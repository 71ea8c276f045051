"""The words for a request: its states, and who speaks in its conversation."""

from enum import StrEnum

from flask_babel import lazy_gettext as _

from academie.core.terms import Term


class RequestStatus(Term):
    """Where a request is on its way from a wish to a meeting."""

    DRAFT = "draft", _("Bewaard, nog niet verstuurd")
    NEW = "new", _("Nieuw")
    IN_CONVERSATION = "in_conversation", _("In gesprek")
    ACCEPTED = "accepted", _("Aangenomen")
    DECLINED = "declined", _("Afgewezen")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


OPEN = (RequestStatus.NEW, RequestStatus.IN_CONVERSATION)
"""Sent in, and nothing decided yet."""


class MoneyLine(Term):
    """What money is for; each has a line of its own."""

    MEETING = "meeting", _("Brief voor de bijeenkomst")
    CAMPAIGN = "campaign", _("Brief voor de campagne")


class LetterKind(StrEnum):
    """What sort of file a letter is; its value is the end of its name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"

    @property
    def media_type(self) -> str:
        """The word that programs know."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    LetterKind.PDF: "application/pdf",
    LetterKind.PNG: "image/png",
    LetterKind.JPEG: "image/jpeg",
}


class Side(StrEnum):
    """Who speaks, or whose turn it is."""

    TEAM = "team"
    REQUESTER = "requester"
