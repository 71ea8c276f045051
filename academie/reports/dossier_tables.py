"""The tables of a dossier: the steps of a story, and what changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.core.formats import day_long
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.followups.periods import period as period_words
from academie.followups.queries import OutcomeRow, link_to
from academie.followups.terms import EventLink
from academie.reports.outcomes import OutcomeEntry
from academie.reports.tables import Cell, Column, Table
from academie.stories.chronicle import Chronicle
from academie.stories.questions import Question


class Step(NamedTuple):
    """A step of a story; `day` puts it in order, `when` says it no more exactly than is known."""

    day: date | None
    when: str
    what: str
    words: str


_MOST_CARDS = 4
"""Outcomes that are told in full on paper, so that a dossier has no more than three pages."""
_ON_A_LINE = {0, 1, 2, 9, 10}
"""The columns of one that has a line: number, title, what a child notices, status, evidence."""


def timeline(steps: Iterable[Step]) -> Table:
    """Set the steps of a story in order; those of which nobody knows the day come first."""
    ordered = sorted(steps, key=lambda step: step.day or date.min)
    return Table(
        key="tijdlijn",
        title=_("Tijdlijn"),
        columns=[
            Column(_("Wanneer"), _("Zo precies als bekend is.")),
            Column(_("Wat"), _("Wat er gebeurde.")),
            Column(_("Toelichting"), _("Wat ervan bekend is.")),
        ],
        rows=[(step.when, step.what, step.words) for step in ordered],
        empty=_("Er is nog niets gebeurd."),
    )


def road(told: Chronicle) -> Iterator[Step]:
    """Tell what came before a meeting, and the meeting itself."""
    for each in told.milestones:
        when = day_long(each.day) if each.day else _("datum onbekend")
        yield Step(each.day, when, each.title, each.words)
    off = OFF.get(told.event.status)
    if off or told.held_on <= told.today:
        when = day_long(told.held_on)
        yield Step(told.held_on, when, str(off or _("De bijeenkomst")), where(told.event))


OFF = {
    EventStatus.CANCELLED: lazy_gettext("De bijeenkomst ging niet door"),
    EventStatus.POSTPONED: lazy_gettext("De bijeenkomst is uitgesteld"),
}
"""What became of a meeting that was not held."""


def where(event: Event) -> str:
    """Say where a meeting is; a venue that names its town says it already."""
    venue, place = event.venue or "", event.place or ""
    return venue if place in venue else ", ".join(filter(None, [venue, place]))


def asked(questions: Iterable[Question]) -> Iterator[Step]:
    """Tell what was asked after a meeting, and what is still to be asked."""
    for each in questions:
        what = _("Gevraagd na %(months)s maanden", months=each.months)
        if not each.is_asked:
            what = _("Vraag na %(months)s maanden", months=each.months)
        yield Step(each.day, day_long(each.day), what, str(each.words))


def changes(rows: Iterable[OutcomeRow], event: Event | None = None) -> Iterator[Step]:
    """Tell what changed, and what was seen of it since.

    Args:
        event: the meeting whose story it is: what is not shown to follow from it says so.
    """
    for row in rows:
        outcome, number = row.outcome, _number(row, event)
        if outcome.changed_on is not None:
            when = period_words(outcome.changed_on, outcome.changed_precision)
            what = _("Opbrengst %(number)s", number=number)
            yield Step(outcome.changed_on, when, what, outcome.what_changed)
        for seen in outcome.observations:
            what = _("%(number)s: %(status)s", number=number, status=str(seen.status.label).lower())
            when = period_words(seen.observed_on, seen.precision)
            yield Step(seen.observed_on, when, what, seen.text)


def _number(row: OutcomeRow, event: Event | None) -> str:
    """Name an outcome, with what keeps it out of the figures."""
    shown = event is None or link_to(row.outcome, event) is not EventLink.NOT_SHOWN
    marks = ["" if row.counts else _("betwist"), "" if shown else str(EventLink.NOT_SHOWN.label)]
    why = ", ".join(filter(None, marks)).lower()
    return f"{row.outcome.label} ({why})" if why else row.outcome.label


def outcome_cards(entries: Sequence[OutcomeEntry], child_views: dict[str, str | None]) -> Table:
    """Tell of each outcome what a reader wants to know; what a child notices comes first.

    Of more outcomes than a few, a line each: the files to work with have all of it.
    """
    columns = [
        Column(_("Nummer"), _("Het vaste nummer.")),
        Column(_("Titel"), _("In een paar woorden.")),
        Column(_("Wat een kind merkt"), _("Als dat bekend is.")),
        Column(_("Wat er veranderde"), _("Wie nu wat anders doet.")),
        Column(_("Wie"), _("De partijen die iets anders doen.")),
        Column(_("Waar"), _("Gemeenten, een regio of heel Nederland.")),
        Column(_("Lijn"), _("De lijn van de verandertheorie.")),
        Column(_("Band met de bijeenkomst"), _("Wat de bijeenkomst ermee te maken heeft.")),
        Column(_("Bijdrage"), _("Hoeveel de bijeenkomst hielp.")),
        Column(_("Stand"), _("Hoe ver het was toen het voor het laatst is gezien.")),
        Column(_("Bewijs"), _("Hoe goed het is aangetoond.")),
    ]
    few = len(entries) <= _MOST_CARDS
    shown = range(len(columns)) if few else _ON_A_LINE
    return Table(
        key="opbrengsten",
        title=_("Opbrengsten"),
        columns=[
            replace(column, detail=number not in shown) for number, column in enumerate(columns)
        ],
        rows=[_card(one, child_views.get(one.number)) for one in entries],
        empty=_("Er is nog geen opbrengst vastgesteld."),
        as_cards=few,
    )


def _card(one: OutcomeEntry, child_view: str | None) -> tuple[Cell, ...]:
    contribution = str(one.contribution.label) if one.contribution else ""
    return (
        one.number,
        one.title,
        child_view or "",
        one.what_changed,
        "; ".join(one.actors),
        "; ".join(one.places),
        str(one.line.label),
        "; ".join(f"{tie.title}: {tie.link.label}" for tie in one.events) or _("Geen bijeenkomst"),
        contribution or (_("Niet vermeld door de bron") if one.events else ""),
        f"{one.status.label} ({one.observed})" if one.observed else str(one.status.label),
        str(one.strength.label),
    )
