"""The words for a programme: kinds of items, roles, states and materials."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class SessionKind(StrEnum):
    """What happens in a part of the programme."""

    ARRIVAL = "arrival"
    OPENING = "opening"
    INTERVIEW = "interview"
    STORY = "story"
    PRESENTATION = "presentation"
    PANEL = "panel"
    BREAK = "break"
    BREAKOUT = "breakout"
    HARVEST = "harvest"
    CLOSING = "closing"
    NETWORKING = "networking"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _SESSION_LABELS[self]


_SESSION_LABELS = {
    SessionKind.ARRIVAL: _("Inloop"),
    SessionKind.OPENING: _("Opening"),
    SessionKind.INTERVIEW: _("Interview"),
    SessionKind.STORY: _("Verhaal uit eigen ervaring"),
    SessionKind.PRESENTATION: _("Presentatie"),
    SessionKind.PANEL: _("Panelgesprek"),
    SessionKind.BREAK: _("Pauze"),
    SessionKind.BREAKOUT: _("In groepjes"),
    SessionKind.HARVEST: _("Terug met de hele groep"),
    SessionKind.CLOSING: _("Afsluiting"),
    SessionKind.NETWORKING: _("Napraten"),
}


class ContributorRole(StrEnum):
    """What somebody does in the programme."""

    MODERATOR = "moderator"
    SPEAKER = "speaker"
    LIVED_EXPERIENCE = "lived_experience"
    HOST = "host"
    INTERVIEWER = "interviewer"
    FACILITATOR = "facilitator"
    SIDEKICK = "sidekick"
    PANEL_MEMBER = "panel_member"
    LITERACY_AMBASSADOR = "literacy_ambassador"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    ContributorRole.MODERATOR: _("Gespreksleider"),
    ContributorRole.SPEAKER: _("Spreker"),
    ContributorRole.LIVED_EXPERIENCE: _("Ervaringsdeskundige"),
    ContributorRole.HOST: _("Gastheer of gastvrouw"),
    ContributorRole.INTERVIEWER: _("Interviewer"),
    ContributorRole.FACILITATOR: _("Begeleider van een groepje"),
    ContributorRole.SIDEKICK: _("Sidekick"),
    ContributorRole.PANEL_MEMBER: _("Panellid"),
    ContributorRole.LITERACY_AMBASSADOR: _("Taalambassadeur"),
}


class MaterialKind(StrEnum):
    """What is left to read or see after a meeting."""

    REPORT = "report"
    SLIDES = "slides"
    RECORDING = "recording"
    GUIDE = "guide"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _MATERIAL_LABELS[self]


_MATERIAL_LABELS = {
    MaterialKind.REPORT: _("Verslag"),
    MaterialKind.SLIDES: _("Presentatie"),
    MaterialKind.RECORDING: _("Opname"),
    MaterialKind.GUIDE: _("Handreiking"),
}


class ContributorState(StrEnum):
    """How far somebody is with agreeing to what the world may read about them."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    ContributorState.NOT_ASKED: _("Nog niet gevraagd"),
    ContributorState.ASKED: _("Gevraagd"),
    ContributorState.APPROVED: _("Akkoord"),
    ContributorState.DECLINED: _("Liever niet"),
    ContributorState.WITHDRAWN: _("Ingetrokken"),
    ContributorState.ERASED: _("Gewist"),
}
