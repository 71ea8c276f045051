"""The list of a meeting as a file: taking people in from one, and giving one out."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock, csv_files
from academie.core.db import db
from academie.core.errors import DomainError
from academie.events import queries as events
from academie.events.models import Event
from academie.registrations import listing, roster, takein
from academie.registrations.list_forms import ApplyForm, ExportForm, ListFilter, UploadForm
from academie.registrations.listing import Line
from academie.registrations.takein import Plan, Verdict

bp = Blueprint(
    "list_manage", __name__, url_prefix="/beheer/bijeenkomsten/<string:ref>/aanmeldingen"
)
bp.before_request(require_staff)


@bp.route("/downloaden", methods=["GET", "POST"])
def export(ref: str) -> ResponseReturnValue:
    """Give the chosen part of the list as a file; contact data only with a reason, logged."""
    event, now = _own(ref), clock.now()
    lines = _chosen(event)
    form = ExportForm()
    if form.validate_on_submit():
        reaches = roster.reaches(event) if form.with_contact.data else None
        purpose = form.purpose.data if form.with_contact.data else None
        subject = f"event:{event.ref}/registrations"
        log_access(staff(), AccessAction.EXPORT, subject, now, purpose)
        rows = list(roster.rows_of(lines, reaches))
        response = Response(csv_files.stream(rows), mimetype="text/csv")
        name = f"aanmeldingen-{clock.to_local(event.starts_at):%Y-%m-%d}.csv"
        response.headers.set("Content-Disposition", "attachment", filename=name)
        return response
    page = render_template(
        "registrations/export.html",
        event=event,
        form=form,
        count=len(lines),
        is_part=len(request.args) > 0,
    )
    return page, 422 if form.errors else 200


@bp.route("/inlezen", methods=["GET", "POST"])
def upload(ref: str) -> ResponseReturnValue:
    """Take in a file; what it would do is shown first."""
    event = _own(ref)
    form = UploadForm()
    if form.validate_on_submit():
        try:
            return _preview(event, form.file.data.read(roster.LARGEST + 1))
        except DomainError as error:
            form.refuse("file", str(error))
    page = render_template(
        "registrations/upload.html", event=event, form=form, columns=roster.COLUMNS.values()
    )
    return page, 422 if form.errors else 200


@bp.post("/inlezen/verwerken")
def apply(ref: str) -> ResponseReturnValue:
    """Do exactly what was shown, all of it or nothing."""
    event, now = _own(ref), clock.now()
    form = ApplyForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        done = takein.apply(event, now=now, **form.values())
    except DomainError as error:
        form.refuse("skip" if isinstance(error, takein.RefusedRowsError) else None, str(error))
        return _preview(event, form.content.data, form), error.status
    log_access(staff(), AccessAction.CHANGE, f"event:{event.ref}/registrations", now)
    flash(_told(done))
    return redirect(url_for("registrations_manage.overview", ref=event.ref), 303)


def _preview(event: Event, content: bytes, form: ApplyForm | None = None) -> str:
    """Take a file in, tell what that did, and undo it."""
    plan = takein.run(event, content, now=clock.now())
    db.session.rollback()
    form = form or ApplyForm(formdata=None, data={"content": content})
    form.digest.data = plan.digest
    return render_template(
        "registrations/preview.html",
        event=event,
        form=form,
        plan=plan,
        unknown=plan.unknown,
        numbers=[(verdict.label, len(plan.of(verdict)), "") for verdict in Verdict],
    )


def _told(plan: Plan) -> str:
    seated, waiting = len(plan.of(Verdict.SEATED)), len(plan.of(Verdict.WAITING))
    return " ".join(
        (
            ngettext("%(num)s aanmelding erbij.", "%(num)s aanmeldingen erbij.", seated + waiting),
            ngettext(
                "%(num)s daarvan staat op de wachtlijst.",
                "%(num)s daarvan staan op de wachtlijst.",
                waiting,
            ),
        )
    )


def _chosen(event: Event) -> Sequence[Line]:
    """Give the part of the list that the address tells."""
    form = ListFilter(event, request.args, begun=event.starts_at <= clock.now())
    return listing.chosen(listing.everybody(event), form.choice())


def _own(ref: str) -> Event:
    """Find a meeting this member of staff manages; another one is as if it were not there."""
    return events.managed_by(staff(), ref) or abort(404)
