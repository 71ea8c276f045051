"""Reports, for staff."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff
from academie.core import clock
from academie.reports import contents, pdf, queries, spreadsheet
from academie.reports.figures import FollowUpReport, Period
from academie.reports.forms import PeriodForm
from academie.reports.tables import card, words

bp = Blueprint("reports_manage", __name__, url_prefix="/beheer/rapporten")
bp.before_request(require_staff)


class FileKind(NamedTuple):
    """A form in which the report can be taken along."""

    mimetype: str
    write: Callable[[FollowUpReport], bytes]


_KINDS = {
    "pdf": FileKind("application/pdf", lambda report: pdf.report_pdf(report, report.as_of)),
    "xlsx": FileKind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        spreadsheet.report_xlsx,
    ),
    "zip": FileKind("application/zip", spreadsheet.report_csv),
}


@bp.get("")
def report() -> ResponseReturnValue:
    """Show the follow-up report of a period, this year's at first."""
    now = clock.now()
    form = _form(now)
    if not form.validate():
        return _page(form, now, None)
    return _page(form, now, queries.follow_up_report(Period(**form.values()), now))


@bp.get("/opvolgverslag.<any(pdf, xlsx, zip):kind>")
def download(kind: str) -> ResponseReturnValue:
    """Give the report as a file; nothing of it is kept."""
    now = clock.now()
    form = _form(now)
    if not form.validate():
        return _page(form, now, None)
    period = Period(**form.values())
    document = _KINDS[kind].write(queries.follow_up_report(period, now))
    response = Response(document, mimetype=_KINDS[kind].mimetype)
    name = f"opvolgverslag-{period.first}-{period.last}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(now: datetime) -> PeriodForm:
    this_year = clock.to_local(now).year
    asked = request.args if {"first", "last"} & request.args.keys() else None
    return PeriodForm(asked, data=_year(this_year))


def _year(year: int) -> dict[str, Any]:
    return {"first": date(year, 1, 1), "last": date(year, 12, 31)}


def _page(form: PeriodForm, now: datetime, found: FollowUpReport | None) -> ResponseReturnValue:
    shown: dict[str, Any] = {}
    if found is not None:
        period: dict[str, Any] = {"first": found.period.first, "last": found.period.last}
        shown = {
            "period": contents.period_words(found),
            "chapters": contents.chapters(found),
            "words": words,
            "cards": card,
            "downloads": [
                (label, url_for(".download", kind=kind, **period))
                for label, kind in (
                    (_("Download de PDF"), "pdf"),
                    (_("Download het Excel-bestand"), "xlsx"),
                    (_("Download de CSV-bestanden"), "zip"),
                )
            ],
        }
    page = render_template(
        "reports/report.html", form=form, found=found, presets=_presets(now), **shown
    )
    return page, 200 if found else 422


def _presets(now: datetime) -> list[tuple[str, str]]:
    year = clock.to_local(now).year
    return [
        (_("Dit jaar"), url_for(".report", **_year(year))),
        (_("Vorig jaar"), url_for(".report", **_year(year - 1))),
    ]
