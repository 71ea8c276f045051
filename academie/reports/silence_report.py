"""Partners with whom nobody spoke about their pledge for twelve months."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from academie.alliances import pledges
from academie.alliances.pledges import Silent
from academie.reports.counting import number_of
from academie.reports.document import Document
from academie.reports.standing import PartnerChoice
from academie.reports.tables import Cell, Chapter, Column, Table, count_columns
from academie.reports.wanted import Wanted


def document(wanted: Wanted) -> Document:
    """Write who was not spoken to, as it is today."""
    found = pledges.silent(wanted.today)
    choice = PartnerChoice(first=wanted.today, last=wanted.today)
    never = replace(choice, never=True)
    return Document(
        key="stille-partners",
        title=_("Partners die we niet spraken"),
        period="",
        as_of=wanted.now,
        chapters=[
            Chapter(
                title=_("In het kort"),
                intro=_("Een belofte houdt stand als wij er met elkaar over spreken."),
                tables=[
                    Table(
                        key="aantallen",
                        title=_("Aantallen"),
                        columns=count_columns(),
                        rows=[
                            (_("Partners, een jaar niet gesproken"), number_of(found, choice)),
                            (_("Daarvan nog nooit gesproken"), number_of(never.of(found), never)),
                        ],
                        empty="",
                    )
                ],
            ),
            Chapter(
                title=_("De partners"),
                intro=_("Wie het langst niets hoorde, staat bovenaan."),
                tables=[_partners(found)],
            ),
        ],
        method=[
            (
                _("Een jaar niet gesproken"),
                _(
                    "De partner heeft een belofte die nog geldt. "
                    "Van partners zonder belofte houden we geen gesprekken bij. "
                    "De laatste twaalf maanden tekende de partner niets, "
                    "en sprak niemand met de partner over de belofte."
                ),
            )
        ],
    )


def _partners(found: Sequence[Silent]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            one.organisation.name,
            one.organisation.sector.name,
            one.organisation.place or "",
            one.signed_on,
            one.talked_on or _("nog nooit"),
        )
        for one in found
    ]
    return Table(
        key="partners",
        title=_("Partners"),
        columns=[
            Column(_("Partner"), _("De naam van de organisatie.")),
            Column(_("Sector"), _("Waarin de organisatie werkt.")),
            Column(_("Plaats"), _("Waar de organisatie is."), detail=True),
            Column(_("Laatste belofte"), _("De dag waarop de laatste belofte is getekend.")),
            Column(_("Laatst gesproken"), _("De dag waarop er voor het laatst over is gesproken.")),
        ],
        rows=rows,
        empty=_("Met alle partners met een belofte is het afgelopen jaar gesproken."),
    )
