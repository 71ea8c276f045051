"""The words of plans: what is counted, for how long a number holds, and which side is enough."""

from flask_babel import lazy_gettext as _

from academie.core.terms import Term


class Measure(Term):
    """What is counted from the administration; a line without one is counted by hand."""

    KENNISKRINGEN = "kenniskringen", _("Gehouden kenniskringen")
    ACADEMIES = "academies", _("Gehouden publieksacademies")
    LEERNETWERK = "leernetwerk", _("Bijeenkomsten van het leernetwerk")
    INFORMATION = "information", _("Gehouden informatiebijeenkomsten")
    PARTNER_MEETINGS = "partner_meetings", _("Gehouden partnerbijeenkomsten")
    LOCAL_MEETINGS = "local_meetings", _("Gehouden lokale bijeenkomsten")
    REGISTERED = "registered", _("Mensen die zich aanmeldden")
    ATTENDANCE = "attendance", _("Mensen die kwamen")
    NEW_PARTNERS = "new_partners", _("Nieuwe partners")
    NETWORK = "network", _("Partners in het netwerk")
    CORE_PARTNERS = "core_partners", _("Kernpartners")
    ALLIANCES = "alliances", _("Lokale allianties")
    PLEDGES = "pledges", _("Getekende beloften")
    OUTCOMES = "outcomes", _("Opbrengsten")
    OUTCOMES_VERZACHTEN = "outcomes_verzachten", _("Opbrengsten bij verzachten")
    OUTCOMES_VERSTERKEN = "outcomes_versterken", _("Opbrengsten bij versterken")
    OUTCOMES_VERANDEREN = "outcomes_veranderen", _("Opbrengsten bij veranderen")
    CONFIRMATIONS = "confirmations", _("Antwoorden van buiten op opbrengsten")
    COMMITMENTS_KEPT = "commitments_kept", _("Nagekomen afspraken")
    CHECKPOINTS = "checkpoints", _("Beantwoorde vervolgvragen")
    LESSONS = "lessons", _("Gepubliceerde lessen")


class Unit(Term):
    """For how long a planned number holds."""

    YEAR = "year", _("per jaar")
    WHOLE = "whole", _("in de hele periode van het plan")


class Bound(Term):
    """Which side of a planned number is enough."""

    AT_LEAST = "at_least", _("minimaal")
    AT_MOST = "at_most", _("maximaal")
