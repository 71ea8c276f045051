"""Activity reports, for staff: the project team writes and adopts, everybody reads the result."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.activity import adopting, frozen, long_work, queries, service
from academie.activity.behind import Place
from academie.activity.drawing import Drawing, draw, linked
from academie.activity.forms import CorrectionForm, LinesForm, PeriodForm, lines_form, name
from academie.activity.line_tables import FIGURE, LINES
from academie.activity.models import ActivityReport
from academie.activity.terms import FileKind
from academie.core import clock
from academie.core.db import begin_write_anew
from academie.core.together import is_sent, refusal_of
from academie.core.web import begins_late
from academie.jobs import service as jobs
from academie.plans import queries as plans
from academie.plans.service import PeriodError
from academie.reports.large import is_large
from academie.reports.serving import drawing as shown
from academie.reports.serving import opens
from academie.reports.tables import words

bp = Blueprint("activity_manage", __name__, url_prefix="/beheer/rapporten/activiteiten")
bp.before_request(require_staff)

_KINDS = {kind.value: kind for kind in FileKind}
_FILES = ", ".join(_KINDS)


@bp.get("")
def index() -> ResponseReturnValue:
    """List the activity reports."""
    return render_template(
        "activity/list.html",
        reports=queries.every_report(drafts=_is_team()),
        may_edit=_is_team(),
    )


@bp.route("/nieuw", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Begin a report: choose a plan, and days within it."""
    require_role(RoleName.PROJECT_TEAM)
    every = plans.every_plan()
    form, known = PeriodForm(every, data=_whole(request.args.get("plan"))), None
    if form.validate_on_submit():
        try:
            report = service.begin(by=staff(), now=clock.now(), **form.values())
            return redirect(url_for(".show", ref=report.ref), 303)
        except PeriodError as error:
            form.refuse("last_on", str(error))
        except service.ReportExistsError as error:
            known = error.report.ref
            form.refuse(None, str(error))
    page = render_template("activity/new.html", form=form, plans=every, known=known)
    return page, 422 if form.errors else 200


@bp.route("/<string:ref>", methods=["GET", "POST"])
def show(ref: str) -> ResponseReturnValue:
    """Show a report: what was adopted, or the draft with its form."""
    report = _readable(ref)
    if is_sent():
        require_role(RoleName.PROJECT_TEAM)
        service.lock_draft(report)
    elif report.is_adopted:
        return _adopted_page(report)
    drawing = draw(report, clock.now())
    form = lines_form(drawing.rows)
    if form.may_save() and form.check(drawing.rows):
        service.write(report, form.typed(drawing.rows), by=staff(), now=clock.now())
        flash(_("Bewaard."))
        return redirect(url_for(".show", ref=ref), 303)
    return _draft_page(drawing, form)


@bp.get("/<string:ref>/regels/<int:number>")
def records(ref: str, number: int) -> ResponseReturnValue:
    """List exactly what a line of a report counts."""
    report = _readable(ref)
    if report.is_adopted:
        line = frozen.frozen(report).line(number, team=_is_team()) or abort(404)
        found: dict[str, Any] = {
            "activity": line.activity,
            "figure": line.figure,
            "source": line.source,
            "period": line.period,
            "records": line.records,
            "people": line.people,
        }
    else:
        rows = draw(report, clock.now()).rows
        row = next((one for one in rows if one.number == number), None)
        if row is None or row.count is None:
            abort(404)
        found = {
            "activity": row.target.line.activity,
            "figure": row.figure,
            "source": row.source,
            "period": row.target.period,
            "records": row.count.records,
            "people": row.people,
        }
    return render_template("activity/records.html", report=report, words=words, **found)


@bp.get("/<string:ref>/cijfers/<string:table>/<int:row>/<int:column>")
def figure(ref: str, table: str, row: int, column: int) -> str:
    """List the rows that a figure of an annex counts."""
    report, place = _readable(ref), Place(table, row, column)
    kept = frozen.frozen(report) if report.is_adopted else draw(report, clock.now())
    behind = kept.behind.get(place) or abort(404)
    document = kept.document
    own = next(one for one in document.tables if one.key == table)
    return render_template(
        "activity/figure.html",
        report=report,
        own=own,
        place=place,
        listed=behind.listed(document),
        words=words,
        opens=opens,
    )


@bp.route("/<string:ref>/vaststellen", methods=["GET", "POST"])
@begins_late
def adopt(ref: str) -> ResponseReturnValue:
    """Show what is missing, or adopt a report for good."""
    require_role(RoleName.PROJECT_TEAM)
    report, now = _readable(ref), clock.now()
    if report.is_adopted:
        return redirect(url_for(".show", ref=ref), 303)
    if request.method == "POST":
        return _adopt(report)
    return render_template(
        "activity/adopt.html",
        report=report,
        drawing=draw(report, now),
        may_adopt=adopting.may_adopt(report, staff()),
        now=now,
    )


@bp.get(f"/<string:ref>/bestand/<any({_FILES}):kind>")
def file(ref: str, kind: str) -> ResponseReturnValue:
    """Give a finished file of an adopted report, the same bytes for ever."""
    found = _readable(ref).file_of(_KINDS[kind])
    if found is None or not _may_have(found.kind):
        abort(404)
    response = Response(frozen.finished(found), mimetype=found.kind.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=found.name)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/<string:ref>/nieuwe-versie", methods=["GET", "POST"])
def correct(ref: str) -> ResponseReturnValue:
    """Begin the version that takes the place of an adopted report."""
    require_role(RoleName.PROJECT_TEAM)
    report, form = _readable(ref), CorrectionForm()
    if form.validate_on_submit():
        try:
            version = service.correct(report, by=staff(), now=clock.now(), **form.values())
            return redirect(url_for(".show", ref=version.ref), 303)
        except service.VersionBegunError as error:
            form.refuse("what_changed", str(error))
    page = render_template("activity/correct.html", report=report, form=form)
    return page, 422 if form.errors else 200


@bp.post("/<string:ref>/weggooien")
def throw_away(ref: str) -> ResponseReturnValue:
    """Throw a draft away."""
    require_role(RoleName.PROJECT_TEAM)
    service.throw_away(_readable(ref))
    flash(_("Het concept is weggegooid."))
    return redirect(url_for(".index"), 303)


def _adopt(report: ActivityReport) -> ResponseReturnValue:
    """Make the files first: that takes a while, in which others may write; or even long work."""
    ref, drawing = report.ref, draw(report, clock.now(), final=True)
    adopting.require_adoptable(drawing, staff())
    if is_large(drawing.document, "pdf"):
        return _adopt_later(drawing)
    with adopting.ready(drawing, by=staff()) as made:
        begin_write_anew()
        adopting.adopt(_readable(ref), made, by=staff())
    flash(_("Het verslag is vastgesteld."))
    return redirect(url_for(".show", ref=ref), 303)


def _adopt_later(drawing: Drawing) -> ResponseReturnValue:
    title = _("%(report)s, vastgesteld", report=drawing.document.title)
    wanted = long_work.params(drawing.report, staff())
    begin_write_anew()
    job = jobs.start(long_work.KIND, wanted, staff(), title=title, now=clock.now())
    return redirect(url_for("jobs_manage.show", ref=job.ref), 303)


def _draft_page(drawing: Drawing, form: LinesForm) -> ResponseReturnValue:
    report = drawing.report
    page = render_template(
        "activity/draft.html",
        report=report,
        drawing=drawing,
        form=form,
        name=name,
        writes_along=staff() in report.writers,
        **shown(linked(drawing.document, _lists(report, drawing.behind))),
    )
    return page, refusal_of(form) or 200


def _adopted_page(report: ActivityReport) -> ResponseReturnValue:
    kept = frozen.frozen(report)
    lines = {
        Place(LINES, number - 1, FIGURE): url_for(".records", ref=report.ref, number=number)
        for number in kept.numbers(team=_is_team())
    }
    document = linked(kept.document, lines | _lists(report, kept.behind))
    return render_template(
        "activity/adopted.html",
        report=report,
        files=[file for file in report.files if _may_have(file.kind)],
        may_edit=_is_team(),
        **shown(document),
    )


def _lists(report: ActivityReport, places: Iterable[Place]) -> dict[Place, str]:
    """Give the addresses of the lists behind the figures of the annexes."""
    return {place: url_for(".figure", ref=report.ref, **place._asdict()) for place in places}


def _readable(ref: str) -> ActivityReport:
    """Find a report: a draft is for the project team alone."""
    report = queries.by_ref(ref)
    if report is None or not (report.is_adopted or _is_team()):
        abort(404)
    return report


def _may_have(kind: FileKind) -> bool:
    """Tell whether the reader may take a file along: the content names all records behind it."""
    return kind is not FileKind.CONTENT or _is_team()


def _is_team() -> bool:
    return staff().holds(RoleName.PROJECT_TEAM)


def _whole(ref: str | None) -> dict[str, Any]:
    """Begin with all days of a plan."""
    plan = plans.by_ref(ref) if ref else None
    if plan is None:
        return {}
    return {"plan": plan.ref, "first_on": plan.first_on, "last_on": plan.last_on}
