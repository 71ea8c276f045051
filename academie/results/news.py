"""What came of meetings, as news."""

from flask_babel import gettext as _

from academie.core import links
from academie.core.atom import Entry, lasting_id
from academie.followups.periods import period
from academie.results.queries import News


def entry(item: News) -> Entry:
    """Tell of an outcome: what changed, how far it is, and how well we know."""
    outcome, last = item.row.outcome, item.row.last
    seen = [f"{period(last.observed_on, last.precision)}: {last.text}"] if last else []
    status, strength = item.row.status.label, str(item.row.strength.label).lower()
    lines = [
        outcome.what_changed,
        *seen,
        _(
            "Stand: %(status)s. Bewijs: %(strength)s.",
            status=status,
            strength=strength,
        ),
    ]
    return Entry(
        id=lasting_id("opbrengst", outcome.ref),
        title=outcome.title,
        summary="\n".join(lines),
        page=links.absolute("followups.outcome", label=outcome.label),
        author=_("Alliantie Kinderarmoede"),
        category=(outcome.line.value, str(outcome.line.label)),
        updated=item.changed_at,
        published=outcome.adopted_at,
    )
