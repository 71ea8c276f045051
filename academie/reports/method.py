"""How the figures are made, and what they do not say."""

from flask_babel import gettext as _

from academie.reports.document import about_small_groups


def subjects() -> list[tuple[str, str]]:
    """Give the method and its limits, as a subject and an explanation."""
    return [*about_meetings(), about_evaluation(), *about_outcomes(), *_limits()]


def about_meetings() -> list[tuple[str, str]]:
    """Explain how meetings and people are counted."""
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
        about_small_groups(),
    ]


def about_evaluation() -> tuple[str, str]:
    """Explain how answers are counted."""
    return (
        _("Evaluatie"),
        _(
            "Wie antwoordt, doet dat zonder naam. Antwoordden er minder dan 5 mensen? "
            "Dan tellen we niets van die bijeenkomst. Een nieuw antwoord telt pas mee "
            "als er nog 4 bij zijn, of als de vragen gesloten zijn. "
            "Wie niet antwoordde, vond misschien iets anders."
        ),
    )


def about_outcomes() -> list[tuple[str, str]]:
    """Explain how outcomes are counted."""
    return [
        (
            _("Opbrengst"),
            _(
                "Iets wat een ander nu anders doet. Alleen vastgestelde opbrengsten tellen. "
                "De verandering was in deze periode, of iemand zag er toen iets van. "
                "Is er geen dag bekend? Dan telt de dag van vaststellen."
            ),
        ),
        (_("Stand van een opbrengst"), _("Wat er bij de laatste waarneming is gezien.")),
        about_strength(),
        (
            _("Bereik"),
            _(
                "Geteld, geschat en gepland staan naast elkaar. We tellen ze nooit bij elkaar op. "
                "Een plan is nog geen bereik. "
                "Zijn het er 1 tot en met 4? Dan staat er 'minder dan 5'."
            ),
        ),
    ]


def about_strength() -> tuple[str, str]:
    """Explain how well an outcome is shown."""
    return (
        _("Bewijs"),
        _(
            "Sterk: een onafhankelijke partij bevestigt het helemaal, "
            "en er is een onafhankelijk document. "
            "Redelijk: een van die twee. Zwak: alleen een eigen bericht. "
            "Betwist: een onafhankelijke partij zegt dat het niet zo is. "
            "Betwiste opbrengsten tellen niet mee."
        ),
    )


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
