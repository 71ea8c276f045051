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


class Side(StrEnum):
    """Who speaks, or whose turn it is."""

    TEAM = "team"
    REQUESTER = "requester"
