"""What shows that an outcome is true, for staff: add it, take its file along, take it away."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock, db
from academie.core.content.kinds import RefusedFileError
from academie.core.errors import DomainError
from academie.core.web import begins_late, takes_files
from academie.followups import downloads, drafting, pages, proving, queries
from academie.followups.evidence import LARGEST_FILE
from academie.followups.evidence_forms import EvidenceForm
from academie.followups.notes import NoteForm
from academie.followups.terms import Step

bp = Blueprint("evidence_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)


@bp.post("/opbrengsten/<string:ref>/bewijs")
@takes_files(LARGEST_FILE)
@begins_late
def add(ref: str) -> ResponseReturnValue:
    """Add something that shows an outcome is true."""
    pages.writable(ref)
    form = EvidenceForm()
    if form.validate_on_submit():
        try:
            with _file_of(form) as file:
                db.begin_write_anew()
                outcome, now = pages.writable(ref), clock.now()
                proving.add_evidence(outcome, added_by=staff(), now=now, file=file, **form.values())
        except RefusedFileError as error:
            form.refuse("file", str(error))
        except proving.PictureNotAgreedError as error:
            form.refuse("portrayed", str(error))
        except DomainError as error:
            form.refuse(None, str(error))
        else:
            drafting.throw_away(drafting.of(staff(), Step.SHOWN, outcome))
            flash(_("Het bewijs is toegevoegd."))
            return pages.back(outcome)
    form.ask_again()
    return pages.back_page(pages.writable(ref), shown=form), 422


@bp.get("/bewijs/<string:ref>/bestand")
def download(ref: str) -> ResponseReturnValue:
    """Give the file of a piece of evidence to save; it is never shown in a page of ours."""
    outcome, evidence = queries.evidence_for(staff(), ref) or abort(404)
    response = downloads.give(outcome, evidence)
    log_access(staff(), AccessAction.VIEW, f"evidence:{ref}", clock.now())
    return response


@bp.route("/bewijs/<string:ref>/weghalen", methods=["GET", "POST"])
def remove(ref: str) -> ResponseReturnValue:
    """Take the file of a piece of evidence away, with the reason."""
    outcome, evidence = queries.evidence_for(staff(), ref) or abort(404)
    if not queries.writable(staff(), outcome) or not evidence.has_file:
        abort(404)
    form = NoteForm()
    if form.validate_on_submit():
        proving.remove_file(evidence, by=staff(), reason=form.note.data, now=clock.now())
        flash(_("Het bestand is weggehaald. De regel met de reden blijft staan."))
        return redirect(url_for("followups_manage.show", ref=outcome.ref))
    page = render_template(
        "followups/remove_file.html", outcome=outcome, evidence=evidence, form=form
    )
    return page, 422 if form.errors else 200


@contextmanager
def _file_of(form: EvidenceForm) -> Iterator[proving.Intake | None]:
    """Take in the file that came along, if one did."""
    if form.sent_file is None:
        yield None
        return
    with closing(form.sent_file), proving.intake(form.sent_file.stream) as file:
        yield file
