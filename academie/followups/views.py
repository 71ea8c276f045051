"""What came of it, for the public: each outcome made public."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext

from academie.events.models import Event
from academie.followups import chains, downloads, queries, transfer
from academie.followups.models import Outcome
from academie.followups.outcome_links import OutcomeLink
from academie.followups.periods import period
from academie.followups.terms import outcome_number

bp = Blueprint("followups", __name__)
bp.add_app_template_filter(period)


@bp.get("/opbrengsten/<string:label>")
def outcome(label: str) -> ResponseReturnValue:
    """Show one outcome."""
    number = outcome_number(label)
    row = queries.public_by_number(number) if number else None
    if row is None:
        abort(404)
    return render_template(
        "followups/outcome.html",
        row=row,
        meetings=_meetings(row.outcome),
        links=[link for link in chains.links_of(row.outcome) if _all_public(link)],
        shown=[item for item in row.outcome.evidence if item.public],
        offered=transfer.is_offered(row.outcome),
    )


@bp.get("/opbrengsten/<string:label>/bewijs/<string:ref>")
def evidence(label: str, ref: str) -> ResponseReturnValue:
    """Give the file of a piece of evidence that the world may see, to save."""
    number = outcome_number(label)
    found = queries.public_evidence(number, ref) if number else None
    return downloads.give(*(found or abort(404)))


def _meetings(told: Outcome) -> list[tuple[str, str | None, LazyString]]:
    """Give the meetings of an outcome: title, address of its story, and the link.

    The world is not told the name of one that stands in no agenda.
    """
    return [(*_named(link.event), link.link.label) for link in told.events]


def _named(event: Event) -> tuple[str, str | None]:
    if queries.is_named(event):
        return event.title, url_for("stories.timeline", slug=event.slug)
    return gettext("Een bijeenkomst die niet in de agenda staat"), None


def _all_public(link: OutcomeLink) -> bool:
    return link.source.is_published and link.target.is_published
