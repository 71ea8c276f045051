"""The words for a meeting: its kinds, ways to take part and states."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.core.terms import Term


class EventKind(Term):
    """What sort of meeting it is; proper names stay Dutch."""

    PUBLIEKSACADEMIE = "publieksacademie", _("Publieksacademie")
    KENNISKRING = "kenniskring", _("Kenniskring")
    LEERNETWERK = "leernetwerk", _("Leernetwerk lokale allianties")
    INFORMATIEBIJEENKOMST = "informatiebijeenkomst", _("Informatiebijeenkomst")
    PARTNERBIJEENKOMST = "partnerbijeenkomst", _("Partnerbijeenkomst")
    LOKALE_BIJEENKOMST = "lokale_bijeenkomst", _("Lokale bijeenkomst")

    @property
    def for_partners(self) -> bool:
        """Whether it is meant for partners of the alliance, not for everyone."""
        return self in {self.KENNISKRING, self.LEERNETWERK, self.PARTNERBIJEENKOMST}


class AttendanceMode(Term):
    """How one person takes part."""

    ONSITE = "onsite", _("Op locatie")
    ONLINE = "online", _("Online")


class EventMode(Term):
    """How a meeting is held."""

    ONSITE = "onsite", _("Op locatie")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Op locatie en online")

    @property
    def attendance_modes(self) -> tuple[AttendanceMode, ...]:
        """The ways in which people can take part."""
        if self is EventMode.HYBRID:
            return (AttendanceMode.ONSITE, AttendanceMode.ONLINE)
        return (AttendanceMode(self.value),)


class EventStatus(Term):
    """Where a meeting is on its way from plan to past."""

    DRAFT = "draft", _("Concept")
    PUBLISHED = "published", _("Gepubliceerd")
    POSTPONED = "postponed", _("Uitgesteld")
    CANCELLED = "cancelled", _("Gaat niet door")
    CLOSED = "closed", _("Afgesloten")


class SchoolRegion(StrEnum):
    """The region whose school holidays count."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"

    @property
    def label(self) -> str:
        """The name people know."""
        return self.value.capitalize()


class MoneyState(Term):
    """How far a line of money for an academy is."""

    PLEDGED = "pledged", _("toegezegd")
    IN_TALKS = "in_talks", _("in overleg")
    NOT_YET = "not_yet", _("nog niet")

    @property
    def sign(self) -> str:
        """The kind of `components/status.html` that shows it as a pie."""
        return _MONEY_SIGNS[self]


_MONEY_SIGNS = {
    MoneyState.PLEDGED: "realised",
    MoneyState.IN_TALKS: "ongoing",
    MoneyState.NOT_YET: "announced",
}


class Audience(Term):
    """As what somebody takes part; who did not say has none."""

    RESIDENT = "resident", _("bewoner")
    PROFESSIONAL = "professional", _("iemand die met gezinnen werkt")
    PARTNER = "partner", _("partner van de alliantie")
    OTHER = "other", _("iets anders")

    @property
    def plural(self) -> LazyString:
        """The words for all of them together, in the middle of a sentence."""
        return _AUDIENCE_PLURALS[self]


_AUDIENCE_PLURALS = {
    Audience.RESIDENT: _("bewoners"),
    Audience.PROFESSIONAL: _("mensen die met gezinnen werken"),
    Audience.PARTNER: _("partners van de alliantie"),
    Audience.OTHER: _("anderen"),
}
