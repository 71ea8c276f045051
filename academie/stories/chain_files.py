"""The chain as two tables, for whoever draws or counts it elsewhere: what there is, and links."""

from collections.abc import Iterable, Iterator, Sequence

from flask import Response
from flask_babel import gettext as _

from academie.core import clock, csv_files
from academie.events.models import Event
from academie.followups.periods import period
from academie.followups.queries import OutcomeRow
from academie.followups.terms import EventLink
from academie.stories.graph import Graph


def answer(table: str, graph: Graph) -> Response | None:
    """Give a table as a file; None when there is no table of that name."""
    write = {"opbrengsten": nodes, "verbanden": edges}.get(table)
    if write is None:
        return None
    response = Response(write(graph), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{table}.csv")
    return response


def nodes(graph: Graph) -> bytes:
    """Write the meetings and the outcomes, each with the word that the links know it by."""
    head = [
        *(_("Sleutel"), _("Soort"), _("Titel"), _("Wanneer"), _("Waar")),
        *(_("Lijn van verandering"), _("Status"), _("Bewijs")),
    ]
    meetings = {event.id: event for event, _row, _link in _meeting_links(graph)}
    meetings |= {event.id: event for _outcome, event in graph.passed_on}
    return csv_files.write(
        [
            head,
            *(_meeting(event) for event in meetings.values()),
            *(_outcome(row) for row in graph.rows),
        ]
    )


def edges(graph: Graph) -> bytes:
    """Write what leads to what: from meeting to outcome, to outcome, and to a meeting elsewhere."""
    from_meetings = (
        [_key(event), row.outcome.label, str(link.label), ""]
        for event, row, link in _meeting_links(graph)
    )
    between = (
        [link.source.label, link.target.label, str(link.kind.label), link.explanation]
        for link in graph.links
    )
    head = [_("Van"), _("Naar"), _("Verband"), _("Uitleg")]
    return csv_files.write([head, *from_meetings, *between, *_elsewhere(graph)])


def _elsewhere(graph: Graph) -> Iterator[Sequence[str]]:
    """Write after which outcome a meeting was asked for."""
    for outcome, event in graph.passed_on:
        yield [outcome.label, _key(event), _("Elders ook gevraagd"), ""]


def _meeting_links(graph: Graph) -> Iterator[tuple[Event, OutcomeRow, EventLink]]:
    for row in graph.rows:
        for event, link in graph.meetings_of(row):
            yield event, row, link


def _key(event: Event) -> str:
    return event.slug or event.ref


def _meeting(event: Event) -> Sequence[str]:
    held_on = clock.to_local(event.starts_at).date().isoformat()
    place = event.place or ""
    return [_key(event), _("bijeenkomst"), event.title, held_on, place, "", "", ""]


def _outcome(row: OutcomeRow) -> Sequence[str]:
    outcome = row.outcome
    return [
        outcome.label,
        _("opbrengst"),
        outcome.title,
        period(outcome.changed_on, outcome.changed_precision),
        _places(str(place.name or place.kind.label) for place in outcome.places),
        str(outcome.line.label),
        str(row.status.label),
        str(row.strength.label),
    ]


def _places(names: Iterable[str]) -> str:
    return ", ".join(names)
