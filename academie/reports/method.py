"""How the figures are made, and what they do not say."""

from flask_babel import gettext as _

from academie.core import formats
from academie.reports.figures import FollowUpReport
from academie.reports.tables import Column, Table


def table(report: FollowUpReport, period: str) -> Table:
    """Give the method and its limits, a subject a row."""
    return Table(
        key="verantwoording",
        title=_("Verantwoording"),
        columns=[
            Column(_("Onderwerp"), _("Waar de uitleg over gaat.")),
            Column(_("Uitleg"), _("Wat we bedoelen en hoe we tellen.")),
        ],
        rows=[
            (_("Periode"), period),
            (_("Stand"), _("Stand van %(moment)s.", moment=formats.moment(report.as_of))),
            *_about_meetings(),
            _about_evaluation(),
            *_about_outcomes(),
            *_limits(),
        ],
        empty="",
    )


def _about_meetings() -> list[tuple[str, str]]:
    return [
        (
            _("Gehouden"),
            _("De bijeenkomst begon in deze periode en is niet afgezegd of uitgesteld."),
        ),
        (
            _("Aangemeld"),
            _(
                "Alle mensen met een plek. Dus ook wie met een ander meekomt. "
                "De wachtlijst telt niet mee."
            ),
        ),
        (
            _("Gekomen"),
            _(
                "Mensen die aan de deur zijn ingecheckt, en mensen die zonder kaartje zijn geteld. "
                "Is er niet geteld? Dan staat er 'niet geteld' en geen nul."
            ),
        ),
        (
            _("Niet gekomen"),
            _(
                "Het deel van de mensen met een kaartje voor de zaal dat niet kwam. "
                "We kijken alleen naar bijeenkomsten waar kaartjes zijn gescand. "
                "Het is een heel getal, netjes afgerond."
            ),
        ),
        (
            _("Kleine groepen"),
            _(
                "Zijn het er 1 tot en met 4? Dan staat er 'minder dan 5'. "
                "Zou je dat getal kunnen uitrekenen? Dan is een tweede getal 'afgeschermd'. "
                "Zo is niemand te herkennen."
            ),
        ),
    ]


def _about_evaluation() -> tuple[str, str]:
    return (
        _("Evaluatie"),
        _(
            "Wie antwoordt, doet dat zonder naam. Antwoordden er minder dan 5 mensen? "
            "Dan tellen we niets van die bijeenkomst. Een nieuw antwoord telt pas mee "
            "als er nog 4 bij zijn, of als de vragen gesloten zijn. "
            "Wie niet antwoordde, vond misschien iets anders."
        ),
    )


def _about_outcomes() -> list[tuple[str, str]]:
    return [
        (
            _("Opbrengst"),
            _(
                "Iets wat een ander nu anders doet. Alleen vastgestelde opbrengsten tellen. "
                "De verandering was in deze periode, of iemand zag er toen iets van."
            ),
        ),
        (_("Stand van een opbrengst"), _("Wat er bij de laatste waarneming is gezien.")),
        (
            _("Bewijs"),
            _(
                "Sterk: een onafhankelijke partij bevestigt het helemaal, "
                "en er is een onafhankelijk document. "
                "Redelijk: een van die twee. Zwak: alleen een eigen bericht. "
                "Betwist: een onafhankelijke partij zegt dat het niet zo is. "
                "Betwiste opbrengsten tellen niet mee."
            ),
        ),
        (
            _("Bereik"),
            _(
                "Geteld, geschat en gepland staan naast elkaar. We tellen ze nooit bij elkaar op. "
                "Een plan is nog geen bereik."
            ),
        ),
    ]


def _limits() -> list[tuple[str, str]]:
    return [
        (
            _("Bijdrage van een bijeenkomst"),
            _(
                "Een verband is geen bewijs dat iets door de bijeenkomst komt. "
                "Anderen en ander beleid hielpen vaak ook. "
                "Zegt de bron er niets over? Dan zeggen wij er ook niets over."
            ),
        ),
        (
            _("Wat je hier niet uit leest"),
            _(
                "Wie bij twee bijeenkomsten was, telt twee keer. "
                "We weten niet van elke verandering. Een laag cijfer zegt dus niet alles."
            ),
        ),
    ]
