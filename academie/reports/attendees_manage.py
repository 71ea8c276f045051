"""Giving out everybody who registered in a period: for the project team, with a purpose."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, Response, redirect, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_project_team, require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.errors import DomainError
from academie.jobs import service as jobs
from academie.reports import attendee_files, attendees
from academie.reports.attendees import Attendees
from academie.reports.attendees_forms import AttendeesForm
from academie.reports.files import KINDS

MOST_AT_ONCE = 5000
"""Rows of a workbook that is written while somebody waits; a CSV streams, however long it is."""

_SEPARATORS = {"csv": ";", "komma": ","}

bp = Blueprint("attendees_manage", __name__, url_prefix="/beheer/rapporten/deelnemers")
bp.before_request(require_staff)
bp.before_request(require_project_team)


@bp.route("", methods=["GET", "POST"])
def export() -> ResponseReturnValue:
    """Give everybody who registered in a period as a file, with a reason that is logged."""
    year = clock.to_local(clock.now()).year
    form = AttendeesForm(data={"first": date(year, 1, 1), "last": date(year, 12, 31)})
    if form.validate_on_submit():
        try:
            return _given(form.asked(), form.kind.data, form.purpose.data)
        except DomainError as error:
            form.refuse("last", str(error))
    page = render_template("reports/attendees.html", form=form)
    return page, 422 if form.errors else 200


def _given(asked: Attendees, kind: str, purpose: str) -> ResponseReturnValue:
    now, rows = clock.now(), attendees.count(asked)
    if kind == "xlsx":
        attendee_files.require_room(rows)
    subject = f"attendees:{asked.period.first}/{asked.period.last}"
    log_access(staff(), AccessAction.EXPORT, subject, now, purpose)
    if kind != "xlsx":
        content = attendee_files.csv(asked, separator=_SEPARATORS[kind])
        return _streamed(content, "text/csv", asked.name("csv"))
    if rows <= MOST_AT_ONCE:
        content = attendee_files.xlsx(asked, now)
        return _streamed(content, KINDS[kind].mimetype, asked.name(kind))
    title = _("Deelnemers van %(period)s", period=asked.period_words)
    job = jobs.start(attendee_files.KIND, asked.params, staff(), title=title, now=now, people=True)
    return redirect(url_for("jobs_manage.show", ref=job.ref), 303)


def _streamed(content: Iterator[bytes], mimetype: str, name: str) -> Response:
    """Give a file that is made while it leaves, when the line of the log is kept already."""
    response = Response(stream_with_context(content), mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
