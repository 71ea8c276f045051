"""The words for a programme: kinds of items, roles, states and materials."""

from flask_babel import lazy_gettext as _

from academie.core.terms import Term


class SessionKind(Term):
    """What happens in a part of the programme."""

    ARRIVAL = "arrival", _("Inloop")
    OPENING = "opening", _("Opening")
    INTERVIEW = "interview", _("Interview")
    STORY = "story", _("Verhaal uit eigen ervaring")
    PRESENTATION = "presentation", _("Presentatie")
    PANEL = "panel", _("Panelgesprek")
    BREAK = "break", _("Pauze")
    BREAKOUT = "breakout", _("In groepjes")
    HARVEST = "harvest", _("Terug met de hele groep")
    CLOSING = "closing", _("Afsluiting")
    NETWORKING = "networking", _("Napraten")


class ContributorRole(Term):
    """What somebody does in the programme."""

    MODERATOR = "moderator", _("Gespreksleider")
    SPEAKER = "speaker", _("Spreker")
    LIVED_EXPERIENCE = "lived_experience", _("Ervaringsdeskundige")
    HOST = "host", _("Gastheer of gastvrouw")
    INTERVIEWER = "interviewer", _("Interviewer")
    FACILITATOR = "facilitator", _("Begeleider van een groepje")
    SIDEKICK = "sidekick", _("Sidekick")
    PANEL_MEMBER = "panel_member", _("Panellid")
    LITERACY_AMBASSADOR = "literacy_ambassador", _("Taalambassadeur")


class MaterialKind(Term):
    """What is left to read or see after a meeting."""

    REPORT = "report", _("Verslag")
    SLIDES = "slides", _("Presentatie")
    RECORDING = "recording", _("Opname")
    GUIDE = "guide", _("Handreiking")


class ContributorState(Term):
    """How far somebody is with agreeing to what the world may read about them."""

    NOT_ASKED = "not_asked", _("Nog niet gevraagd")
    ASKED = "asked", _("Gevraagd")
    APPROVED = "approved", _("Akkoord")
    DECLINED = "declined", _("Liever niet")
    WITHDRAWN = "withdrawn", _("Ingetrokken")
    ERASED = "erased", _("Gewist")
