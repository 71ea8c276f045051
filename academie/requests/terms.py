"""The words for a request: its states, and who speaks in its conversation."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class RequestStatus(StrEnum):
    """Where a request is on its way from a wish to a meeting."""

    DRAFT = "draft"
    NEW = "new"
    IN_CONVERSATION = "in_conversation"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> LazyString:
        """The word people know."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    RequestStatus.DRAFT: _("Bewaard, nog niet verstuurd"),
    RequestStatus.NEW: _("Nieuw"),
    RequestStatus.IN_CONVERSATION: _("In gesprek"),
    RequestStatus.ACCEPTED: _("Aangenomen"),
    RequestStatus.DECLINED: _("Afgewezen"),
    RequestStatus.WITHDRAWN: _("Ingetrokken"),
}
OPEN = (RequestStatus.NEW, RequestStatus.IN_CONVERSATION)
"""Sent in, and nothing decided yet."""


class MoneyLine(StrEnum):
    """What money is for; each has a line of its own."""

    MEETING = "meeting"
    CAMPAIGN = "campaign"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return (
            _("Brief voor de bijeenkomst") if self is self.MEETING else _("Brief voor de campagne")
        )


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
