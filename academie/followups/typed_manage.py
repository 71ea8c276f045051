"""Keeping what staff typed in a step: by itself while they type, or by a button."""

from flask import Blueprint, abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.formats import time_of_day
from academie.core.together import SharedForm
from academie.followups import drafting, pages, writing
from academie.followups.drafting import TypedElsewhereError
from academie.followups.evidence_forms import EvidenceForm
from academie.followups.forms import MeaningForm, WhatForm
from academie.followups.models import Outcome
from academie.followups.notes import ObservationForm
from academie.followups.terms import Step
from academie.followups.typed import TypedForm

bp = Blueprint("typed_manage", __name__, url_prefix="/beheer/opbrengsten/getypt")
bp.before_request(require_staff)

_Form = WhatForm | MeaningForm | ObservationForm | EvidenceForm
_UNKEPT = {"CSRFTokenField", "FileField"}


@bp.post("/bewaren")
def keep() -> ResponseReturnValue:
    """Keep what was typed so far, whether it is right or not."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    step, outcome = _about()
    try:
        typed = _keep(step, outcome)
    except DomainError as error:
        return _refused(step, outcome, error)
    if _is_script():
        told = _words(typed, overtaken=_is_overtaken(step, outcome))
        return jsonify(typed=typed.ref, revision=typed.revision, words=told)
    flash(
        _(
            "Bewaard. Je kunt later verder."
            " Het staat pas bij de opbrengst als je op de eerste knop drukt."
        )
    )
    return _back(typed)


@bp.post("/<string:ref>/weg")
def throw_away(ref: str) -> ResponseReturnValue:
    """Throw away what was typed and not saved."""
    typed = drafting.by_ref(staff(), ref) or abort(404)
    outcome = typed.outcome
    drafting.throw_away(typed)
    flash(_("Weggegooid. Wat al eerder was opgeslagen, staat er nog."))
    if outcome is None:
        return redirect(url_for("followups_manage.register"), 303)
    return redirect(url_for("followups_manage.show", ref=outcome.ref), 303)


def _about() -> tuple[Step, Outcome | None]:
    """Tell which step of which outcome this is, or there is no such page."""
    steps = {step.value: step for step in Step}
    step = steps.get(request.form.get("step", "")) or abort(404)
    ref = request.form.get("outcome")
    outcome = pages.writable(ref, to_change=not step.is_open_later) if ref else None
    if outcome is None and step is not Step.WHAT:
        abort(404)
    return step, outcome


def _keep(step: Step, outcome: Outcome | None) -> TypedForm:
    names = {field.name for field in _form(step, outcome) if field.type not in _UNKEPT}
    return drafting.keep(
        user=staff(),
        step=step,
        outcome=outcome,
        known=drafting.by_ref(staff(), request.form.get("typed")),
        revision=request.form.get("typed_revision", 0, type=int),
        fields={name: values for name, values in request.form.lists() if name in names},
        now=clock.now(),
    )


def _refused(step: Step, outcome: Outcome | None, error: DomainError) -> ResponseReturnValue:
    """Say why it was not kept; without a script on the page, with everything still in it."""
    if _is_script():
        return jsonify(words=str(error)), error.status
    ref = error.typed.ref if isinstance(error, TypedElsewhereError) else None
    form = _form(step, outcome)
    form.refuse(None, str(error))
    return _page(form, outcome, drafting.by_ref(staff(), ref)), error.status


def _page(form: _Form, outcome: Outcome | None, typed: TypedForm | None) -> str:
    """Show the page on which a form stands."""
    if isinstance(form, WhatForm):
        return writing.what_page(form, outcome, typed)
    assert outcome is not None  # noqa: S101 - step 1 alone may have none
    if isinstance(form, MeaningForm):
        return writing.meaning_page(form, outcome, typed)
    if isinstance(form, ObservationForm):
        return pages.back_page(outcome, seen=form)
    return pages.back_page(outcome, shown=form)


def _form(step: Step, outcome: Outcome | None) -> _Form:
    if step is Step.WHAT or outcome is None:
        return writing.what_form(outcome, None)
    if step is Step.MEANING:
        return writing.meaning_form(outcome, None)
    return pages.observation_form() if step is Step.SEEN else EvidenceForm()


def _is_overtaken(step: Step, outcome: Outcome | None) -> bool:
    """Tell whether a colleague saved this step since the form was opened."""
    form = _form(step, outcome)
    if outcome is None or not isinstance(form, SharedForm):
        return False
    return (form.seen.data or "") != writing.said_now(outcome, form)


def _words(typed: TypedForm, *, overtaken: bool) -> str:
    at = time_of_day(typed.typed_at)
    if overtaken:
        return _(
            "Bewaard om %(at)s. Een collega heeft dit intussen veranderd."
            " Ga verder, dan zie je wat.",
            at=at,
        )
    return _("Bewaard om %(at)s", at=at)


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _back(typed: TypedForm) -> ResponseReturnValue:
    """Go back to where the form stood."""
    if typed.outcome is None:
        return redirect(url_for("followups_manage.new", typed=typed.ref), 303)
    if typed.step.is_open_later:
        return pages.back(typed.outcome)
    return redirect(url_for(f"followups_manage.{typed.step.value}", ref=typed.outcome.ref), 303)
