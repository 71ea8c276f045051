"""What people from outside say about outcomes: who was asked, and what they answered."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from academie.core.clock import to_local
from academie.followups.confirmations import Confirmation
from academie.followups.terms import Agreement, ConfirmationState
from academie.reports import asked, method
from academie.reports.asked import ConfirmationChoice
from academie.reports.counting import number_of
from academie.reports.document import Document
from academie.reports.tables import Cell, Chapter, Column, Table, count_columns
from academie.reports.wanted import Wanted


def document(wanted: Wanted) -> Document:
    """Write who was asked in a period, and what came of it."""
    found = asked.confirmations(wanted.period)
    everybody = ConfirmationChoice(**wanted.days)
    return Document(
        key="bevestigingen",
        title=_("Bevestigingen"),
        period=wanted.period.words,
        as_of=wanted.now,
        chapters=[
            Chapter(
                title=_("In het kort"),
                intro=_("We vragen mensen van buiten of een vastgestelde opbrengst klopt."),
                tables=[_states(everybody, found, wanted)],
            ),
            Chapter(
                title=_("Wat ze zeggen"),
                intro=_("Drie vragen: is het gebeurd, is het van belang, en hielpen wij?"),
                tables=[_answers(everybody, found, wanted), _each(found, wanted)],
            ),
        ],
        method=[*method.about_outcomes(), *_limits()],
    )


def _limits() -> list[tuple[str, str]]:
    return [
        (
            _("Onafhankelijk"),
            _(
                "Iemand die niet bij de verandering of bij de alliantie hoort. "
                "Alleen zo iemand maakt het bewijs sterker."
            ),
        ),
        (_("Periode"), _("De vraag is in deze periode gesteld.")),
    ]


def _states(everybody: ConfirmationChoice, found: Sequence[Confirmation], wanted: Wanted) -> Table:
    answered = replace(everybody, state=ConfirmationState.ANSWERED)
    choices = [
        (_("Gevraagd"), everybody),
        *(
            (str(state.label), replace(everybody, state=state))
            for state in ConfirmationState
            if state is not ConfirmationState.ASKED
        ),
        (_("Wacht op antwoord"), replace(everybody, state=ConfirmationState.ASKED)),
        (_("Beantwoord door een onafhankelijke partij"), replace(answered, independent=True)),
        (_("Beantwoord door een andere partij"), replace(answered, inside=True)),
    ]
    return Table(
        key="gevraagd",
        title=_("Gevraagd en beantwoord"),
        columns=count_columns(),
        rows=[(words, number_of(one.of(found, wanted.now), one)) for words, one in choices]
        if found
        else [],
        empty=_("Er is in deze periode niemand gevraagd."),
    )


def _answers(everybody: ConfirmationChoice, found: Sequence[Confirmation], wanted: Wanted) -> Table:
    rows = []
    for agreement in Agreement:
        choices = (
            replace(everybody, what=agreement),
            replace(everybody, what=agreement, independent=True),
            replace(everybody, significance=agreement),
            replace(everybody, contribution=agreement),
        )
        cells = [number_of(one.of(found, wanted.now), one) for one in choices]
        rows.append((str(agreement.label), *cells))
    answered = replace(everybody, state=ConfirmationState.ANSWERED).of(found, wanted.now)
    return Table(
        key="antwoorden",
        title=_("Antwoorden"),
        columns=[
            Column(_("Antwoord"), _("Wat mensen konden kiezen.")),
            Column(_("Gebeurd"), _("Is dit gebeurd?"), numeric=True),
            Column(
                _("Gebeurd, onafhankelijk"),
                _("Is dit gebeurd? Alleen van wie onafhankelijk is."),
                numeric=True,
            ),
            Column(_("Belang"), _("Is dit van belang?"), numeric=True),
            Column(_("Bijdrage"), _("Hielp de bijeenkomst?"), numeric=True),
        ],
        rows=rows if answered else [],
        empty=_("Niemand heeft nog geantwoord."),
    )


def _each(found: Sequence[Confirmation], wanted: Wanted) -> Table:
    return Table(
        key="een-voor-een",
        title=_("Een voor een"),
        columns=[
            Column(_("Opbrengst"), _("Het vaste nummer.")),
            Column(_("Gevraagd aan"), _("De rol en de partij, zonder naam.")),
            Column(_("Titel"), _("De opbrengst in een paar woorden.")),
            Column(_("Onafhankelijk"), _("Of de partij onafhankelijk is.")),
            Column(_("Gevraagd op"), _("De dag van de vraag.")),
            Column(_("Stand"), _("Hoe het met de vraag staat.")),
            Column(_("Beantwoord op"), _("De dag van het antwoord.")),
            Column(_("Gebeurd"), _("Is dit gebeurd?")),
            Column(_("Belang"), _("Is dit van belang?")),
            Column(_("Bijdrage"), _("Hielp de bijeenkomst?")),
            Column(_("Opmerking"), _("Wat erbij gezegd is, woord voor woord.")),
            Column(_("Opgelost"), _("Hoe een nee schriftelijk is opgelost.")),
        ],
        rows=[_row(one, wanted) for one in found],
        empty=_("Er is in deze periode niemand gevraagd."),
        as_cards=True,
    )


def _row(one: Confirmation, wanted: Wanted) -> tuple[Cell, ...]:
    said = (one.what, one.significance, one.contribution)
    return (
        one.outcome.label,
        one.who,
        one.outcome.title,
        _("ja") if one.is_independent else _("nee"),
        to_local(one.asked_at).date(),
        str(one.state(wanted.now).label),
        to_local(one.answered_at).date() if one.answered_at else "",
        *(str(each.label) if each else "" for each in said),
        one.remark or "",
        one.resolution.text if one.resolution else "",
    )
