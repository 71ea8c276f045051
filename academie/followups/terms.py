"""The words in which an outcome is told: each list with what it means in Dutch."""

import re
from enum import StrEnum

from flask_babel import lazy_gettext as _

from academie.core.terms import Term

_LABEL = re.compile(r"OPB-([0-9]{4,9})", re.IGNORECASE)


class Nature(Term):
    """Who did something new: somebody else, or we ourselves."""

    OUTCOME = "outcome", _("Iemand anders doet iets nieuws")
    ACTIVITY = "activity", _("De academie of het projectteam deed dit")


class OutcomeState(Term):
    """How far an outcome is on its way from note to figure."""

    DRAFT = "draft", _("Concept")
    SUBMITTED = "submitted", _("Ingediend")
    RETURNED = "returned", _("Teruggegeven")
    ADOPTED = "adopted", _("Vastgesteld")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class Visibility(Term):
    """Who may read an adopted outcome."""

    INTERNAL = "internal", _("Alleen op de werkplek")
    PARTNERS = "partners", _("Voor partners")
    PUBLIC = "public", _("Voor iedereen")


class Precision(Term):
    """How exactly a day is known; the day that is kept is the first of the period."""

    DAY = "day", _("Op deze dag")
    MONTH = "month", _("In deze maand")
    QUARTER = "quarter", _("In dit kwartaal")
    HALF_YEAR = "half_year", _("In dit halfjaar")
    YEAR = "year", _("In dit jaar")
    UNKNOWN = "unknown", _("Onbekend")


class ChangeKind(Term):
    """What sort of change it is (outcome harvesting)."""

    BEHAVIOUR = "behaviour", _("Ander gedrag")
    RELATIONSHIP = "relationship", _("Nieuwe of betere contacten")
    ACTION = "action", _("Een eenmalige daad")
    ACTIVITY = "activity", _("Een nieuwe activiteit")
    POLICY = "policy", _("Ander beleid of andere regels")
    PRACTICE = "practice", _("Een andere manier van werken")


class Level(Term):
    """Where in society the change is."""

    FAMILY = "family", _("Gezin")
    GROUP = "group", _("Groep of buurt")
    ORGANISATION = "organisation", _("Organisatie")
    MUNICIPALITY = "municipality", _("Gemeente")
    REGION = "region", _("Regio")
    NATIONAL = "national", _("Landelijk")


class Direction(Term):
    """Whether the change is good for children."""

    POSITIVE = "positive", _("Goed voor kinderen")
    NEGATIVE = "negative", _("Niet goed voor kinderen")
    MIXED = "mixed", _("Allebei")


class Intended(Term):
    """Whether the change was meant to happen."""

    YES = "yes", _("Ja")
    NO = "no", _("Nee")
    PARTLY = "partly", _("Voor een deel")
    UNKNOWN = "unknown", _("Onbekend")


class ReachKind(Term):
    """How a number of people is known. Numbers of different kinds are never added up."""

    COUNTED = "counted", _("Geteld")
    ESTIMATED = "estimated", _("Geschat")
    PLANNED = "planned", _("Gepland")


class Significance(Term):
    """How much the change matters."""

    HIGH = "high", _("Groot")
    MEDIUM = "medium", _("Middelmatig")
    LOW = "low", _("Klein")


class Contribution(Term):
    """How much the meeting helped."""

    NONE = "none", _("Geen bijdrage")
    SMALL = "small", _("Kleine bijdrage")
    SUBSTANTIAL = "substantial", _("Flinke bijdrage")
    DECISIVE = "decisive", _("Doorslaggevend")
    UNKNOWN = "unknown", _("Onbekend")


class ContributorRole(Term):
    """What a party did to make the change possible."""

    KICKSTART = "kickstart", _("Gaf de eerste zet")
    FACILITATOR = "facilitator", _("Regelde het")
    KNOWLEDGE = "knowledge", _("Bracht kennis")
    CONNECTOR = "connector", _("Bracht mensen bij elkaar")
    PARTNER = "partner", _("Deed mee")


class PlaceKind(Term):
    """What sort of place a change is in."""

    MUNICIPALITY = "municipality", _("Gemeente")
    REGION = "region", _("Regio")
    NATIONAL = "national", _("Heel Nederland")


class EventLink(Term):
    """How an outcome hangs together with a meeting."""

    DIRECT = "direct", _("Volgt direct op de bijeenkomst")
    PARTLY = "partly", _("Volgt voor een deel op de bijeenkomst")
    LATER = "later", _("Volgt later op de bijeenkomst")
    NOT_SHOWN = "not_shown", _("Geen verband aangetoond")


class OutcomeLinkKind(Term):
    """How one outcome hangs together with another."""

    LEADS_TO = "leads_to", _("Leidde tot")
    BESIDE = "beside", _("Staat naast")


class OutcomeStatus(Term):
    """How far a change is, by the last that was seen of it."""

    ANNOUNCED = "announced", _("Aangekondigd")
    STARTED = "started", _("Begonnen")
    ONGOING = "ongoing", _("Bezig")
    REALISED = "realised", _("Gerealiseerd")
    SECURED = "secured", _("Geborgd")
    STOPPED = "stopped", _("Gestopt")
    REVERSED = "reversed", _("Teruggedraaid")
    UNKNOWN = "unknown", _("Onbekend")

    @property
    def needs_evidence(self) -> bool:
        """Whether nobody may say so without evidence."""
        return self in {OutcomeStatus.REALISED, OutcomeStatus.SECURED}


class EvidenceKind(Term):
    """What sort of thing shows that it is true."""

    DOCUMENT = "document", _("Document")
    DECISION = "decision", _("Besluit")
    NEWS = "news", _("Nieuwsbericht")
    PHOTO = "photo", _("Foto")
    INTERVIEW = "interview", _("Gesprek")
    FIGURES = "figures", _("Cijfers")
    MAIL = "mail", _("E-mail")
    OWN_REPORT = "own_report", _("Eigen bericht")

    @property
    def is_document(self) -> bool:
        """Whether others can read it as it was written down."""
        return self in {
            EvidenceKind.DOCUMENT,
            EvidenceKind.DECISION,
            EvidenceKind.NEWS,
            EvidenceKind.FIGURES,
        }


class Portrayed(Term):
    """Whether people are to be recognised in a picture, and what they said of that."""

    NOBODY = "nobody", _("Niemand is te herkennen")
    AGREED = "agreed", _("Iedereen die te herkennen is, zei schriftelijk ja")
    UNKNOWN = "unknown", _("Dat weet ik niet")


class Step(StrEnum):
    """A form in which an outcome is written down; step 2 has two of them."""

    WHAT = "what"
    SEEN = "seen"
    SHOWN = "shown"
    MEANING = "meaning"

    @property
    def is_open_later(self) -> bool:
        """Whether its form stands open after the outcome was handed in: what is seen is added."""
        return self in {Step.SEEN, Step.SHOWN}


class Strength(Term):
    """How well an outcome is shown; derived from evidence, never typed."""

    STRONG = "strong", _("Sterk")
    FAIR = "fair", _("Redelijk")
    WEAK = "weak", _("Zwak")
    DISPUTED = "disputed", _("Betwist")

    @classmethod
    def of(cls, *, disputed: bool, documented: bool, confirmed: bool) -> "Strength":
        """Tell how well an outcome is shown.

        Args:
            disputed: somebody independent says no, and that has not been settled.
            documented: people from outside wrote it down.
            confirmed: somebody independent says yes to all of it.
        """
        if disputed:
            return cls.DISPUTED
        if documented and confirmed:
            return cls.STRONG
        return cls.FAIR if documented or confirmed else cls.WEAK


class Agreement(Term):
    """What somebody from outside says about a part of what we wrote."""

    FULLY = "fully", _("Ja, helemaal")
    PARTLY = "partly", _("Voor een deel")
    NO = "no", _("Nee")
    CANNOT_JUDGE = "cannot_judge", _("Dat kan ik niet zeggen")


class ConfirmationState(Term):
    """How far the question to somebody from outside is."""

    ASKED = "asked", _("Gevraagd")
    ANSWERED = "answered", _("Beantwoord")
    EXPIRED = "expired", _("Verlopen zonder antwoord")
    REVOKED = "revoked", _("Ingetrokken")
    DECLINED = "declined", _("Wil niet meedoen")


def outcome_label(number: int) -> str:
    """Write the number of an outcome as people call it: `OPB-0012`."""
    return f"OPB-{number:04}"


def outcome_number(label: str) -> int | None:
    """Read the number of an outcome as people call it; None when it is none."""
    match = _LABEL.fullmatch(label.strip())
    return int(match[1]) if match else None
