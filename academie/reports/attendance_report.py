"""How many people came and how many stayed away: over time, by kind, mode and province."""

from flask_babel import gettext as _

from academie.evaluations.figures import Overall
from academie.reports import method, queries
from academie.reports.document import Document
from academie.reports.figures import build_report
from academie.reports.meeting_tables import group_table
from academie.reports.tables import Chapter
from academie.reports.wanted import Wanted


def document(wanted: Wanted) -> Document:
    """Write the attendance of a period; a long one by year, a short one by quarter."""
    found = build_report(
        wanted.period,
        as_of=wanted.now,
        meetings=queries.meetings(wanted.period),
        evaluation=Overall(),
        outcomes=(),
    )
    total = found.total
    groups = [
        group_table("per-vorm", _("Per vorm"), _("Vorm"), found.by_mode, total),
        group_table("per-soort", _("Per soort"), _("Soort"), found.by_kind, total),
        group_table("per-provincie", _("Per provincie"), _("Provincie"), found.by_province, total),
    ]
    return Document(
        key="opkomst",
        title=_("Opkomst"),
        period=wanted.period.words,
        as_of=wanted.now,
        chapters=[
            Chapter(
                title=_("Door de tijd"),
                intro=_("Een lange periode staat per jaar, een korte per kwartaal."),
                tables=[
                    group_table(
                        "door-de-tijd",
                        _("Door de tijd"),
                        _("Wanneer"),
                        found.by_span,
                        total,
                        in_time=True,
                    )
                ],
            ),
            Chapter(
                title=_("Naar vorm, soort en provincie"),
                intro=_("Dezelfde mensen, op drie manieren geteld."),
                tables=groups,
            ),
        ],
        method=method.about_meetings(),
    )
