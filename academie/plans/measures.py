"""Each measure once: its words, its records, and who may see them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.core.period import Period
from academie.events.terms import EventKind
from academie.plans import outcome_records, party_records, records
from academie.plans.records import Count
from academie.plans.terms import Measure
from academie.reference.models import ChangeLine


@dataclass(frozen=True, kw_only=True)
class Definition:
    """How a measure is counted.

    Attributes:
        how: the words of it, as reports print them.
        of_people: its figure is a number of people, so small ones stay hidden.
        for_team: only the project team may open its records.
    """

    how: LazyString
    count: Callable[[Period, datetime], Count]
    of_people: bool = False
    for_team: bool = False


def definition_of(measure: Measure) -> Definition:
    """Give the one definition of a measure."""
    return _DEFINITIONS[measure]


def count(measure: Measure, period: Period, now: datetime) -> Count:
    """Count a measure over a period, as known now."""
    return _DEFINITIONS[measure].count(period, now)


def _held(kind: EventKind) -> Definition:
    words: Any = _(
        "Bijeenkomsten van deze soort die in de periode begonnen. "
        "Wat is afgezegd of uitgesteld, telt niet mee."
    )
    return Definition(how=words, count=partial(records.meetings, kind=kind))


def _outcomes(line: ChangeLine) -> Definition:
    return Definition(
        how=_(
            "Vastgestelde opbrengsten met deze lijn als belangrijkste lijn. De verandering was in "
            "de periode, of iemand zag er toen iets van. Is geen dag bekend? Dan telt de dag van "
            "vaststellen. Betwiste opbrengsten tellen niet mee."
        ),
        count=partial(outcome_records.outcomes, line=line),
    )


_DEFINITIONS: Mapping[Measure, Definition] = {
    Measure.KENNISKRINGEN: _held(EventKind.KENNISKRING),
    Measure.ACADEMIES: _held(EventKind.PUBLIEKSACADEMIE),
    Measure.LEERNETWERK: _held(EventKind.LEERNETWERK),
    Measure.INFORMATION: _held(EventKind.INFORMATIEBIJEENKOMST),
    Measure.PARTNER_MEETINGS: _held(EventKind.PARTNERBIJEENKOMST),
    Measure.LOCAL_MEETINGS: _held(EventKind.LOKALE_BIJEENKOMST),
    Measure.REGISTERED: Definition(
        how=_(
            "Alle mensen met een plek bij een bijeenkomst die in de periode is gehouden, ook wie "
            "met een ander meekwam. Wie bij twee bijeenkomsten was, telt twee keer."
        ),
        count=records.registered,
        of_people=True,
    ),
    Measure.ATTENDANCE: Definition(
        how=_(
            "Mensen die aan de deur zijn ingecheckt of zonder kaartje zijn geteld, bij "
            "bijeenkomsten die in de periode zijn gehouden. Wie twee keer kwam, telt twee keer."
        ),
        count=records.attendance,
        of_people=True,
    ),
    Measure.NEW_PARTNERS: Definition(
        how=_(
            "Organisaties die nu partner zijn en dat in de periode werden. "
            "Wie geen partner meer is, telt niet mee."
        ),
        count=party_records.new_partners,
    ),
    Measure.NETWORK: Definition(
        how=_(
            "Organisaties die op de laatste dag van de periode partner waren en dat nog zijn. "
            "Wie intussen stopte, telt niet mee."
        ),
        count=party_records.network,
    ),
    Measure.CORE_PARTNERS: Definition(
        how=_(
            "Organisaties die nu kernpartner zijn en op de laatste dag van de periode partner "
            "waren. Sinds wanneer iemand kernpartner is, houden we niet bij."
        ),
        count=partial(party_records.network, core=True),
    ),
    Measure.ALLIANCES: Definition(
        how=_(
            "Lokale allianties die op de laatste dag van de periode verder waren dan een wens, "
            "ook als ze eerder begonnen."
        ),
        count=party_records.alliances,
    ),
    Measure.PLEDGES: Definition(
        how=_("Beloften die in de periode zijn getekend, ook als ze intussen voorbij zijn."),
        count=party_records.pledges,
        for_team=True,
    ),
    Measure.OUTCOMES: Definition(
        how=_(
            "Vastgestelde opbrengsten. De verandering was in de periode, of iemand zag er toen "
            "iets van. Is geen dag bekend? Dan telt de dag van vaststellen. "
            "Betwiste opbrengsten tellen niet mee."
        ),
        count=outcome_records.outcomes,
    ),
    Measure.OUTCOMES_VERZACHTEN: _outcomes(ChangeLine.VERZACHTEN),
    Measure.OUTCOMES_VERSTERKEN: _outcomes(ChangeLine.VERSTERKEN),
    Measure.OUTCOMES_VERANDEREN: _outcomes(ChangeLine.VERANDEREN),
    Measure.CONFIRMATIONS: Definition(
        how=_(
            "Antwoorden van mensen van buiten op de vraag of een vastgestelde opbrengst klopt, "
            "gegeven in de periode. Ook wie nee zei, telt mee."
        ),
        count=outcome_records.confirmations,
    ),
    Measure.COMMITMENTS_KEPT: Definition(
        how=_(
            "Afspraken uit bijeenkomsten waarvan iemand in de periode zei dat ze zijn nagekomen."
        ),
        count=records.commitments_kept,
        for_team=True,
    ),
    Measure.CHECKPOINTS: Definition(
        how=_(
            "Vervolgvragen die in de periode zijn beantwoord. "
            "Ook 'er is niets veranderd' is een antwoord."
        ),
        count=records.checkpoints,
        for_team=True,
    ),
    Measure.LESSONS: Definition(
        how=_("Lessen die in de periode zijn gepubliceerd en er nog staan."),
        count=records.lessons,
    ),
}
