"""The dossier of a municipality: its meetings, what changed there, and its local alliance."""

from collections.abc import Iterator, Sequence

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import select

from academie.alliances import queries as alliances
from academie.alliances.models import CriterionEvidence, LocalAlliance
from academie.alliances.queries import Flywheel
from academie.alliances.terms import Criterion
from academie.core.db import db
from academie.core.formats import day_long
from academie.core.names import key_of
from academie.core.period import Period
from academie.events.models import EventMunicipality
from academie.events.slugs import slug_words
from academie.followups.parts import OutcomePlace
from academie.followups.periods import period as period_words
from academie.followups.terms import PlaceKind, Precision
from academie.reports import dossier_tables, method, outcome_queries, queries
from academie.reports.choices import EVER
from academie.reports.counting import number_of
from academie.reports.document import Document
from academie.reports.dossier_tables import Step
from academie.reports.meetings import Meeting, MeetingChoice, MeetingState
from academie.reports.outcomes import OutcomeChoice, OutcomeEntry
from academie.reports.tables import Cell, Chapter, Column, Table, count_columns
from academie.reports.wanted import Wanted


def of_place(wanted: Wanted) -> Document:
    """Write the dossier of a municipality."""
    place = wanted.place or abort(404)
    key = key_of(place)
    rows = [row for row in outcome_queries.rows(Period(**EVER)) if _is_in(row.outcome.places, key)]
    entries = outcome_queries.entries_of(rows, wanted.now)
    meetings = queries.chosen(MeetingChoice(**EVER, place=key), wanted.now)
    wheel = alliances.flywheel(place)
    steps = [*_meetings(meetings, wanted), *_alliance(wheel), *dossier_tables.changes(rows)]
    child_views = {row.outcome.label: row.outcome.child_view for row in rows}
    return Document(
        key=slug_words(f"dossier gemeente {place}"),
        title=_("Dossier gemeente %(place)s", place=place),
        period="",
        as_of=wanted.now,
        facts=_facts(wheel),
        chapters=[
            Chapter(
                title=_("In het kort"),
                intro=_("Bijeenkomsten in of voor deze gemeente, of waarna hier iets veranderde."),
                tables=[_numbers(key, entries, wanted)],
            ),
            Chapter(
                title=_("Wat er gebeurde"),
                intro=_("In de volgorde waarin het gebeurde."),
                tables=[dossier_tables.timeline(steps)],
            ),
            Chapter(
                title=_("Wat er veranderde"),
                intro=_("Een opbrengst is iets wat een ander nu anders doet."),
                tables=[dossier_tables.outcome_cards(entries, child_views)],
            ),
            Chapter(
                title=_("Lokale alliantie"),
                intro=_("Het vliegwiel: hoeveel van de vier kenmerken hier bewijs hebben."),
                tables=[_criteria(wheel)],
            ),
        ],
        method=[method.about_strength()],
        brief=True,
    )


def names() -> list[str]:
    """List the municipalities of which a dossier tells something, each once."""
    towns = (OutcomePlace.kind == PlaceKind.MUNICIPALITY) & OutcomePlace.name.is_not(None)
    statements = (
        select(LocalAlliance.place),
        select(EventMunicipality.name).distinct(),
        select(OutcomePlace.name).where(towns).distinct(),
    )
    found = (name for one in statements for name in db.session.scalars(one) if name)
    return sorted({key_of(name): name for name in found}.values(), key=key_of)


def _is_in(places: Sequence[OutcomePlace], key: str) -> bool:
    return any(place.name and key_of(place.name) == key for place in places)


def _facts(wheel: Flywheel) -> list[tuple[str, str]]:
    facts = [(_("Kenmerken met bewijs"), _("%(score)s van 4", score=wheel.score))]
    if wheel.alliance:
        phase = str(wheel.alliance.current.phase.label)
        facts.append((_("Lokale alliantie"), f"{wheel.alliance.initiator}: {phase}"))
    if wheel.province:
        facts.append((_("Provincie"), wheel.province.label))
    return facts


def _numbers(key: str, entries: Sequence[OutcomeEntry], wanted: Wanted) -> Table:
    meetings = [
        MeetingChoice(**EVER, place=key, state=state)
        for state in (MeetingState.HELD, MeetingState.PLANNED)
    ]
    words = [_("Bijeenkomsten gehouden"), _("Bijeenkomsten die nog komen")]
    counting = OutcomeChoice(**EVER, place=key, counts=True)
    disputed = OutcomeChoice(**EVER, place=key, disputed=True)
    rows: list[tuple[Cell, ...]] = [
        *(
            (word, number_of(queries.chosen(one, wanted.now), one))
            for word, one in zip(words, meetings, strict=True)
        ),
        (_("Opbrengsten"), number_of(counting.of(entries), counting)),
        (_("Opbrengsten betwist (tellen niet mee)"), number_of(disputed.of(entries), disputed)),
    ]
    return Table(
        key="in-het-kort",
        title=_("In het kort"),
        columns=count_columns(),
        rows=rows,
        empty="",
    )


def _meetings(meetings: Sequence[Meeting], wanted: Wanted) -> Iterator[Step]:
    for one in meetings:
        what = f"{one.kind.label}, {one.state(wanted.now).label}"
        yield Step(one.day, day_long(one.day), what, one.title)


def _alliance(wheel: Flywheel) -> Iterator[Step]:
    """Tell how the local alliance grew."""
    if wheel.alliance is None:
        return
    for phase in wheel.alliance.phases:
        when = period_words(phase.since_on, phase.precision)
        what = _("Lokale alliantie: %(phase)s", phase=str(phase.phase.label).lower())
        yield Step(phase.since_on, when, what, phase.note or "")


def _criteria(wheel: Flywheel) -> Table:
    return Table(
        key="kenmerken",
        title=_("Kenmerken"),
        columns=[
            Column(_("Kenmerk"), _("Een van de vier kenmerken van een lokale alliantie.")),
            Column(_("Bewijs"), _("Wat laat zien dat het zo is.")),
        ],
        rows=[
            (str(one.label), "; ".join(map(_shown, wheel.evidence[one])) or _("Nog geen bewijs"))
            for one in Criterion
        ],
        empty="",
    )


def _shown(item: CriterionEvidence) -> str:
    title = item.evidence.title if item.evidence else item.title or ""
    day = item.evidence.dated_on if item.evidence else item.dated_on
    return f"{title} ({period_words(day, Precision.DAY)})" if day else title
