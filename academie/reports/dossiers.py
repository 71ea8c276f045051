"""The dossier of a meeting: its story from wish to last observation, on two or three pages."""

from collections.abc import Sequence
from dataclasses import replace

from flask import abort
from flask_babel import gettext as _

from academie.commitments.terms import CommitmentStatus
from academie.core.clock import to_local
from academie.core.formats import day_long
from academie.core.period import Period
from academie.core.small_groups import Figure
from academie.evaluations.figures import Overall
from academie.events.models import Event
from academie.followups import queries as followups
from academie.followups.first_outcome import first_outcome
from academie.followups.terms import OutcomeState
from academie.reports import asked, dossier_tables, method, outcome_queries, queries
from academie.reports.asked import CheckpointChoice, CommitmentChoice
from academie.reports.choices import EVER
from academie.reports.counting import counted_people, number_of
from academie.reports.document import Document
from academie.reports.figures import MeetingLine, build_report
from academie.reports.meetings import People
from academie.reports.outcomes import OutcomeChoice, OutcomeEntry
from academie.reports.tables import Cell, Chapter, Table, count_columns
from academie.reports.wanted import Wanted
from academie.stories.chronicle import Chronicle, chronicle


def of_meeting(wanted: Wanted) -> Document:
    """Write the dossier of a meeting: adopted outcomes, and agreements by number alone."""
    event = wanted.event or abort(404)
    rows = followups.of_event(event, OutcomeState.ADOPTED)
    told = chronicle(event, rows, wanted.now, for_staff=True)
    entries = outcome_queries.entries_of(rows, wanted.now)
    steps = [
        *dossier_tables.road(told),
        *dossier_tables.asked(told.questions),
        *dossier_tables.changes(rows, event),
    ]
    child_views = {row.outcome.label: row.outcome.child_view for row in rows}
    return Document(
        key=f"dossier-{event.slug or event.ref}",
        title=_("Dossier %(title)s", title=event.title),
        period="",
        as_of=wanted.now,
        facts=_facts(told),
        chapters=[
            Chapter(
                title=_("In het kort"),
                intro=event.theme or "",
                tables=[_numbers(event, entries, wanted)],
            ),
            Chapter(
                title=_("Van wens tot vandaag"),
                intro=_("Wat er gebeurde, in de volgorde waarin het gebeurde."),
                tables=[dossier_tables.timeline(steps)],
            ),
            Chapter(
                title=_("Wat er veranderde"),
                intro=_("Een opbrengst is iets wat een ander nu anders doet."),
                tables=[dossier_tables.outcome_cards(entries, child_views)],
            ),
        ],
        method=[method.about_strength()],
        brief=True,
    )


def _facts(told: Chronicle) -> list[tuple[str, str]]:
    event = told.event
    first = first_outcome(event)
    facts = [
        (_("Wanneer"), day_long(told.held_on)),
        (_("Waar"), dossier_tables.where(event)),
        (_("Soort"), str(event.kind.label)),
        (_("Organisatie"), event.organisation),
        (_("Eerste opbrengst"), first.words if first else ""),
        (_("Wat ervan werd"), str(dossier_tables.OFF.get(event.status, ""))),
    ]
    return [(label, value) for label, value in facts if value]


def _numbers(event: Event, entries: Sequence[OutcomeEntry], wanted: Wanted) -> Table:
    return Table(
        key="in-het-kort",
        title=_("In het kort"),
        columns=count_columns(),
        rows=[
            *_people(event, wanted),
            *_said(_agreed(event, wanted)),
            *_outcomes(event, entries),
        ],
        empty="",
    )


def _people(event: Event, wanted: Wanted) -> list[tuple[Cell, ...]]:
    """Count who registered and came, as the report on the day of the meeting does."""
    line = _line(event, wanted)
    if line is None:
        return []
    figures: list[tuple[str, Figure, People]] = [
        (_("Mensen aangemeld"), line.registered, People.REGISTERED),
        (_("Mensen gekomen"), line.came, People.CAME),
    ]
    return [
        (words, counted_people(figure, line.choice, people))
        for words, figure, people in figures
        if figure != 0
    ]


def _said(rows: Sequence[tuple[Cell, ...]]) -> Sequence[tuple[Cell, ...]]:
    """Leave out what was never done: a meeting from before Academie had no agreements to keep."""
    return rows if any(row[1] != 0 for row in rows) else ()


def _line(event: Event, wanted: Wanted) -> MeetingLine | None:
    day = to_local(event.starts_at).date()
    report = build_report(
        Period(first=day, last=day),
        as_of=wanted.now,
        meetings=queries.meetings(Period(first=day, last=day)),
        evaluation=Overall(),
        outcomes=(),
    )
    return next((line for line in report.held if line.choice.event == event.ref), None)


def _agreed(event: Event, wanted: Wanted) -> list[tuple[Cell, ...]]:
    day = to_local(event.starts_at).date()
    agreements = CommitmentChoice(first=day, last=day, event=event.ref)
    questions = CheckpointChoice(**EVER, event=event.ref, due=True)
    said, put = asked.commitments(agreements.period), asked.checkpoints(questions.period)
    everything = agreements.of(said, wanted.today)
    kept = replace(agreements, status=CommitmentStatus.KEPT)
    due = questions.of(put, wanted.today)
    answered = replace(questions, answered=True)
    return [
        (_("Afspraken"), number_of(everything, agreements)),
        (_("Afspraken nagekomen"), number_of(kept.of(said, wanted.today), kept)),
        (_("Vervolgvragen gesteld"), number_of(due, questions)),
        (_("Vervolgvragen beantwoord"), number_of(answered.of(put, wanted.today), answered)),
    ]


def _outcomes(event: Event, entries: Sequence[OutcomeEntry]) -> list[tuple[Cell, ...]]:
    counting = OutcomeChoice(**EVER, event=event.ref, counts=True)
    disputed = OutcomeChoice(**EVER, event=event.ref, disputed=True)
    return [
        (_("Opbrengsten"), number_of(counting.of(entries), counting)),
        (_("Opbrengsten betwist (tellen niet mee)"), number_of(disputed.of(entries), disputed)),
    ]
