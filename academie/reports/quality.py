"""How complete what we know is: what outcomes lack, and what is late."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from academie.checkpoints.terms import CheckpointResult, Stage
from academie.followups.terms import ConfirmationState
from academie.reports import asked, method, outcome_queries, queries
from academie.reports.asked import CheckpointChoice, CommitmentChoice, ConfirmationChoice
from academie.reports.counting import number_of
from academie.reports.document import Document
from academie.reports.meetings import MeetingChoice, MeetingState
from academie.reports.outcomes import Lack, OutcomeChoice, OutcomeEntry
from academie.reports.tables import Cell, Chapter, Column, Table, count_columns
from academie.reports.wanted import Wanted


def document(wanted: Wanted) -> Document:
    """Write what is missing and late in a period."""
    outcomes = outcome_queries.entries(wanted.period, wanted.now)
    return Document(
        key="wat-ontbreekt",
        title=_("Hoe volledig de gegevens zijn"),
        period=wanted.period.words,
        as_of=wanted.now,
        chapters=[
            Chapter(
                title=_("Opbrengsten"),
                intro=_("Wat vastgestelde opbrengsten nog missen. Weinig bewijs is geen fout."),
                tables=[_lacks(wanted, outcomes), _each(outcomes)],
            ),
            Chapter(
                title=_("Wat te laat is of niet geteld"),
                intro=_("Hier kun je vandaag iets aan doen."),
                tables=[_late(wanted)],
            ),
        ],
        method=method.about_outcomes(),
    )


def _lacks(wanted: Wanted, outcomes: Sequence[OutcomeEntry]) -> Table:
    everything = OutcomeChoice(**wanted.days)
    rows: list[tuple[Cell, ...]] = []
    for lack in Lack:
        choice = replace(everything, lack=lack)
        found = choice.of(outcomes)
        rows.append((str(lack.label), number_of(found, choice)))
    return Table(
        key="ontbreekt",
        title=_("Wat ontbreekt"),
        columns=[
            Column(_("Wat ontbreekt"), _("Wat een opbrengst nog mist.")),
            Column(_("Opbrengsten"), _("Hoeveel opbrengsten dit missen."), numeric=True),
        ],
        rows=[*rows, (_("Alle opbrengsten"), number_of(outcomes, everything))] if outcomes else [],
        empty=_("Er zijn geen opbrengsten in deze periode."),
        barred=1,
        last_is_total=bool(outcomes),
    )


def _each(outcomes: Sequence[OutcomeEntry]) -> Table:
    return Table(
        key="per-opbrengst",
        title=_("Per opbrengst"),
        columns=[
            Column(_("Opbrengst"), _("Het vaste nummer.")),
            Column(_("Titel"), _("In een paar woorden.")),
            Column(_("Bewijs"), _("Hoe goed het is aangetoond.")),
            Column(_("Wat ontbreekt"), _("Alles wat deze opbrengst nog mist.")),
        ],
        rows=[
            (
                one.number,
                one.title,
                str(one.strength.label),
                "; ".join(str(lack.label) for lack in Lack if lack in one.lacks),
            )
            for one in outcomes
            if one.lacks
        ],
        empty=_("Geen opbrengst mist iets."),
    )


def _late(wanted: Wanted) -> Table:
    return Table(
        key="te-laat",
        title=_("Te laat of niet geteld"),
        columns=count_columns(),
        rows=[*_questions(wanted), *_confirmations(wanted), *_meetings(wanted)],
        empty="",
    )


def _questions(wanted: Wanted) -> list[tuple[Cell, ...]]:
    questions = asked.checkpoints(wanted.period)
    agreements = asked.commitments(wanted.period)
    everything = CheckpointChoice(**wanted.days)
    choices = [
        (_("Vervolgvragen te laat"), replace(everything, stage=Stage.OVERDUE)),
        (
            _("Vervolgvragen zonder antwoord"),
            replace(everything, result=CheckpointResult.NO_ANSWER),
        ),
        (_("Niemand meer bereikt"), replace(everything, result=CheckpointResult.CONTACT_LOST)),
    ]
    late = CommitmentChoice(**wanted.days, late=True)
    return [
        *((words, number_of(one.of(questions, wanted.today), one)) for words, one in choices),
        (
            _("Afspraken die klaar moesten zijn"),
            number_of(late.of(agreements, wanted.today), late),
        ),
    ]


def _confirmations(wanted: Wanted) -> list[tuple[Cell, ...]]:
    found = asked.confirmations(wanted.period)
    everything = ConfirmationChoice(**wanted.days)
    choices = [
        (_("Bevestigingen die wachten"), replace(everything, state=ConfirmationState.ASKED)),
        (_("Bevestigingen verlopen"), replace(everything, state=ConfirmationState.EXPIRED)),
    ]
    return [(words, number_of(one.of(found, wanted.now), one)) for words, one in choices]


def _meetings(wanted: Wanted) -> list[tuple[Cell, ...]]:
    meetings = queries.meetings(wanted.period)
    held = MeetingChoice(**wanted.days, state=MeetingState.HELD)
    choices = [
        (_("Bijeenkomsten waar niet geteld is"), replace(held, uncounted=True)),
        (
            _("Academies zonder volledige wens of toezegging"),
            MeetingChoice(**wanted.days, override=True),
        ),
    ]
    return [(words, number_of(one.of(meetings, wanted.now), one)) for words, one in choices]
