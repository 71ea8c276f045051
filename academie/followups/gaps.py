"""What an outcome still lacks, said beside the field where it belongs."""

from collections.abc import Iterator
from typing import NamedTuple

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from academie.core import clock
from academie.core.db import db
from academie.core.errors import DomainError
from academie.events.models import Event
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.periods import last_day, period
from academie.followups.terms import Contribution, EventLink, Nature, OutcomeState, Precision

_HELPED = {Contribution.SMALL, Contribution.SUBSTANTIAL, Contribution.DECISIVE}
_MATTERED = {Contribution.SUBSTANTIAL, Contribution.DECISIVE}


class Gap(NamedTuple):
    """Something to fill in or to mend, and the field it belongs to."""

    field: str
    message: LazyString


class IncompleteOutcomeError(DomainError):
    """An outcome lacks something, or two of its answers do not go together.

    Attributes:
        gaps: what to mend, never empty.
    """

    def __init__(self, gaps: list[Gap]) -> None:
        """Keep what to mend; the first is the sentence for the reader."""
        self.gaps = gaps
        super().__init__(gaps[0].message)


def contradictions(outcome: Outcome) -> list[Gap]:
    """List the answers that do not go together, at whatever state; the database refuses them."""
    return [
        *_when_and_reach(outcome),
        *_before_meeting(outcome),
        *_lines(outcome),
        *_either_text_or_flag(outcome),
        *_contribution(outcome),
    ]


def missing(outcome: Outcome) -> list[Gap]:
    """List what has to be there before somebody reviews an outcome."""
    return [*_what(outcome), *_meaning(outcome)]


def overtaken_by(event: Event) -> str | None:
    """Say which outcomes came before their meeting, since it was moved to a later day."""
    joints = db.session.scalars(
        select(OutcomeEvent)
        .join(OutcomeEvent.outcome)
        .where(OutcomeEvent.event_id == event.id, Outcome.state != OutcomeState.WITHDRAWN)
        .options(contains_eager(OutcomeEvent.outcome))
        .order_by(Outcome.number)
    )
    labels = [joint.outcome.label for joint in joints if _is_before(joint.outcome, joint)]
    if not labels:
        return None
    return gettext(
        "Let op: volgens %(labels)s was er al iets veranderd voor de bijeenkomst."
        " Kijk dat na bij Opvolging.",
        labels=", ".join(labels),
    )


def _when_and_reach(outcome: Outcome) -> Iterator[Gap]:
    if (outcome.changed_on is None) != (outcome.changed_precision is Precision.UNKNOWN):
        yield Gap("changed_on", _("Vul een dag in, of kies dat de dag onbekend is."))
    reach = (outcome.reach_number, outcome.reach_unit, outcome.reach_kind)
    if any(part is None for part in reach) and any(part is not None for part in reach):
        yield Gap(
            "reach_number",
            _("Vul het getal in, wie het zijn, en of ze geteld, geschat of gepland zijn."),
        )


def _before_meeting(outcome: Outcome) -> Iterator[Gap]:
    """Refuse that something came of a meeting that was yet to be; a period may still reach it."""
    for joint in outcome.events:
        if _is_before(outcome, joint):
            held_on = clock.to_local(joint.event.starts_at).date()
            yield Gap(
                "changed_on",
                _(
                    "Dit was al zo voor de bijeenkomst %(title)s van %(day)s. Kies een latere dag,"
                    " of zeg bij die bijeenkomst: geen verband aangetoond.",
                    title=joint.event.title,
                    day=period(held_on, Precision.DAY),
                ),
            )


def _is_before(outcome: Outcome, joint: OutcomeEvent) -> bool:
    if outcome.changed_on is None or joint.link is EventLink.NOT_SHOWN:
        return False
    held_on = clock.to_local(joint.event.starts_at).date()
    return last_day(outcome.changed_on, outcome.changed_precision) < held_on


def _lines(outcome: Outcome) -> Iterator[Gap]:
    if outcome.line in {other.line for other in outcome.other_lines}:
        yield Gap("other_lines", _("De belangrijkste lijn staat hier ook. Haal dat vinkje weg."))


def _either_text_or_flag(outcome: Outcome) -> Iterator[Gap]:
    sentence = _("Schrijf een tekst, of zet het vinkje. Niet allebei.")
    if outcome.significance and outcome.significance_not_stated:
        yield Gap("significance", sentence)
    if outcome.contribution and outcome.contribution_not_stated:
        yield Gap("contribution", sentence)


def _contribution(outcome: Outcome) -> Iterator[Gap]:
    score = outcome.contribution_score
    if score is not None and not outcome.events:
        yield Gap(
            "contribution_score",
            _("Zonder bijeenkomst kun je geen bijdrage kiezen. Koppel eerst een bijeenkomst."),
        )
    unshown = all(link.link is EventLink.NOT_SHOWN for link in outcome.events)
    if score in _HELPED and outcome.events and unshown:
        yield Gap(
            "contribution_score",
            _("Er is geen verband aangetoond. Kies dan geen bijdrage, of onbekend."),
        )
    if score in _MATTERED and not outcome.without_us:
        yield Gap("without_us", _("Schrijf op wat er zonder de bijeenkomst was gebeurd."))
    if score in _HELPED and not outcome.other_factors:
        yield Gap("other_factors", _("Schrijf op wat en wie er nog meer hielpen."))


def _what(outcome: Outcome) -> Iterator[Gap]:
    if outcome.nature is Nature.ACTIVITY:
        yield Gap(
            "nature",
            _("Dit is een activiteit. Maak er eerst een opbrengst van: iemand anders deed iets."),
        )
    if not outcome.actors:
        yield Gap("actors", _("Vul in wie er iets anders doet."))
    if not outcome.places:
        yield Gap("municipalities", _("Vul een gemeente of een regio in, of kies heel Nederland."))
    if not outcome.kinds:
        yield Gap("kinds", _("Kies wat voor verandering het is."))


def _meaning(outcome: Outcome) -> Iterator[Gap]:
    sentence = _("Schrijf een tekst. Of zet het vinkje: dat staat niet in de bron.")
    if not (outcome.significance or outcome.significance_not_stated):
        yield Gap("significance", sentence)
    if outcome.events and not (outcome.contribution or outcome.contribution_not_stated):
        yield Gap("contribution", sentence)
