"""The words for a meeting: its kinds, ways to take part and states."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class EventKind(StrEnum):
    """What sort of meeting it is; proper names stay Dutch."""

    PUBLIEKSACADEMIE = "publieksacademie"
    KENNISKRING = "kenniskring"
    LEERNETWERK = "leernetwerk"
    INFORMATIEBIJEENKOMST = "informatiebijeenkomst"
    PARTNERBIJEENKOMST = "partnerbijeenkomst"
    LOKALE_BIJEENKOMST = "lokale_bijeenkomst"

    @property
    def label(self) -> LazyString:
        """The name people know."""
        return _KIND_LABELS[self]

    @property
    def for_partners(self) -> bool:
        """Whether it is meant for partners of the alliance, not for everyone."""
        return self in {self.KENNISKRING, self.LEERNETWERK, self.PARTNERBIJEENKOMST}


_KIND_LABELS = {
    EventKind.PUBLIEKSACADEMIE: _("Publieksacademie"),
    EventKind.KENNISKRING: _("Kenniskring"),
    EventKind.LEERNETWERK: _("Leernetwerk lokale allianties"),
    EventKind.INFORMATIEBIJEENKOMST: _("Informatiebijeenkomst"),
    EventKind.PARTNERBIJEENKOMST: _("Partnerbijeenkomst"),
    EventKind.LOKALE_BIJEENKOMST: _("Lokale bijeenkomst"),
}


class AttendanceMode(StrEnum):
    """How one person takes part."""

    ONSITE = "onsite"
    ONLINE = "online"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _("Op locatie") if self is AttendanceMode.ONSITE else _("Online")


class EventMode(StrEnum):
    """How a meeting is held."""

    ONSITE = "onsite"
    ONLINE = "online"
    HYBRID = "hybrid"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _MODE_LABELS[self]

    @property
    def attendance_modes(self) -> tuple[AttendanceMode, ...]:
        """The ways in which people can take part."""
        if self is EventMode.HYBRID:
            return (AttendanceMode.ONSITE, AttendanceMode.ONLINE)
        return (AttendanceMode(self.value),)


_MODE_LABELS = {
    EventMode.ONSITE: _("Op locatie"),
    EventMode.ONLINE: _("Online"),
    EventMode.HYBRID: _("Op locatie en online"),
}


class EventStatus(StrEnum):
    """Where a meeting is on its way from plan to past."""

    DRAFT = "draft"
    PUBLISHED = "published"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    CLOSED = "closed"

    @property
    def label(self) -> LazyString:
        """The word people know."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    EventStatus.DRAFT: _("Concept"),
    EventStatus.PUBLISHED: _("Gepubliceerd"),
    EventStatus.POSTPONED: _("Uitgesteld"),
    EventStatus.CANCELLED: _("Gaat niet door"),
    EventStatus.CLOSED: _("Afgesloten"),
}


class SchoolRegion(StrEnum):
    """The region whose school holidays count."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"

    @property
    def label(self) -> str:
        """The name people know."""
        return self.value.capitalize()


class MoneyState(StrEnum):
    """How far a line of money for an academy is."""

    PLEDGED = "pledged"
    IN_TALKS = "in_talks"
    NOT_YET = "not_yet"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _MONEY_LABELS[self]

    @property
    def sign(self) -> str:
        """The kind of `components/status.html` that shows it as a pie."""
        return _MONEY_SIGNS[self]


_MONEY_LABELS = {
    MoneyState.PLEDGED: _("toegezegd"),
    MoneyState.IN_TALKS: _("in overleg"),
    MoneyState.NOT_YET: _("nog niet"),
}
_MONEY_SIGNS = {
    MoneyState.PLEDGED: "realised",
    MoneyState.IN_TALKS: "ongoing",
    MoneyState.NOT_YET: "announced",
}


class Audience(StrEnum):
    """As what somebody takes part; who did not say has none."""

    RESIDENT = "resident"
    PROFESSIONAL = "professional"
    PARTNER = "partner"
    OTHER = "other"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _AUDIENCE_LABELS[self]

    @property
    def plural(self) -> LazyString:
        """The words for all of them together, in the middle of a sentence."""
        return _AUDIENCE_PLURALS[self]


_AUDIENCE_LABELS = {
    Audience.RESIDENT: _("bewoner"),
    Audience.PROFESSIONAL: _("iemand die met gezinnen werkt"),
    Audience.PARTNER: _("partner van de alliantie"),
    Audience.OTHER: _("iets anders"),
}
_AUDIENCE_PLURALS = {
    Audience.RESIDENT: _("bewoners"),
    Audience.PROFESSIONAL: _("mensen die met gezinnen werken"),
    Audience.PARTNER: _("partners van de alliantie"),
    Audience.OTHER: _("anderen"),
}
