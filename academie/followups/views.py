"""What came of it, for the public: the story of a meeting, and every outcome made public."""

import re

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString

from academie.core import clock
from academie.events.queries import by_slug
from academie.followups import queries
from academie.followups.chronicle import chronicle
from academie.followups.models import Outcome, OutcomeLink
from academie.followups.periods import period

bp = Blueprint("followups", __name__)
bp.add_app_template_filter(period)

_LABEL = re.compile(r"OPB-([0-9]{4,9})", re.IGNORECASE)


@bp.get("/bijeenkomsten/<string:slug>/vervolg")
def timeline(slug: str) -> ResponseReturnValue:
    """Show the story of a meeting."""
    event = by_slug(slug)
    if event is None:
        abort(404)
    story = chronicle(event, queries.public_outcomes(event), clock.now())
    return render_template("followups/timeline.html", chronicle=story)


@bp.get("/opbrengsten")
def outcomes() -> ResponseReturnValue:
    """List what came of all meetings."""
    return render_template("followups/outcomes.html", rows=queries.all_public())


@bp.get("/opbrengsten/<string:label>")
def outcome(label: str) -> ResponseReturnValue:
    """Show one outcome."""
    match = _LABEL.fullmatch(label)
    row = queries.public_by_number(int(match[1])) if match else None
    if row is None:
        abort(404)
    return render_template(
        "followups/outcome.html",
        row=row,
        meetings=_meetings(row.outcome),
        links=[link for link in queries.links_of(row.outcome) if _all_public(link)],
        shown=[item for item in row.outcome.evidence if item.public],
    )


def _meetings(told: Outcome) -> list[tuple[str, str | None, LazyString]]:
    """Give the meetings of an outcome: title, address of its story when public, and the link."""
    return [
        (
            link.event.title,
            url_for(".timeline", slug=link.event.slug) if link.event.is_public else None,
            link.link.label,
        )
        for link in told.events
    ]


def _all_public(link: OutcomeLink) -> bool:
    return link.source.is_published and link.target.is_published
