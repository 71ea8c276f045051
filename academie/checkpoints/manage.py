"""The questions after meetings, for staff: whom we ask, what they said, what waits for a person."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import AccessAction, RoleName
from academie.accounts.queries import LAST_LOG_PAGE
from academie.accounts.service import log_access
from academie.checkpoints import contacts, days, planned, queries, service, worklist
from academie.checkpoints.contact_forms import ContactForm
from academie.checkpoints.forms import (
    GiveUpForm,
    StaffAnswerForm,
    WorklistFilter,
    begun,
    fitted,
)
from academie.checkpoints.models import Checkpoint, FollowUp
from academie.core import clock
from academie.core.errors import DomainError
from academie.events.models import Event
from academie.events.queries import managed_by

bp = Blueprint("checkpoints_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)


@bp.get("/vervolgvragen")
def index() -> ResponseReturnValue:
    """List the questions after all meetings one manages, with how many were answered."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    form, now = WorklistFilter(request.args), clock.now()
    number = min(max(1, request.args.get("pagina", 1, type=int)), LAST_LOG_PAGE)
    rows, more = worklist.page(
        staff(), days.today(now), stage=form.stage, mine=form.mijn.data, number=number
    )
    return render_template(
        "checkpoints/list.html",
        form=form,
        rows=rows,
        more=more,
        page=number,
        counts=worklist.counts(staff()),
        share=queries.share_answered(now, user=staff()),
    )


@bp.route("/bijeenkomsten/<string:ref>/vragen", methods=["GET", "POST"])
def of_event(ref: str) -> ResponseReturnValue:
    """Show the questions after a meeting, and say who is asked and who sees to it."""
    event, now = _own(ref), clock.now()
    follow_up = queries.follow_up_of(event)
    form = ContactForm(queries.candidates(event), data=_known(follow_up))
    subject = f"follow_up:{ref}"
    if form.validate_on_submit():
        contacts.assign(event, now=now, **form.values())
        log_access(staff(), AccessAction.CHANGE, subject, now)
        flash(_("Bewaard."))
        return redirect(url_for(".of_event", ref=ref), 303)
    if request.method == "GET" and follow_up and follow_up.contact_name:
        log_access(staff(), AccessAction.VIEW, subject, now)
    page = render_template(
        "checkpoints/of_event.html",
        event=event,
        form=form,
        follow_up=follow_up,
        owner=queries.owner_of(event),
        lines=planned.lines(event, follow_up, now),
        can_be_asked=days.can_be_asked(event, now),
        share=queries.share_answered(now, event=event),
    )
    return page, 422 if form.errors else 200


@bp.post("/bijeenkomsten/<string:ref>/vragen/beginnen")
def begin(ref: str) -> ResponseReturnValue:
    """Let questions follow a meeting that has none by itself."""
    contacts.want_questions(_own(ref), now=clock.now())
    flash(_("We stellen de vragen, vanaf het einde van de bijeenkomst."))
    return redirect(url_for(".of_event", ref=ref), 303)


@bp.route("/bijeenkomsten/<string:ref>/vragen/<string:checkpoint_ref>", methods=["GET", "POST"])
def show(ref: str, checkpoint_ref: str) -> ResponseReturnValue:
    """Show one question; staff fill in what they heard by telephone or at a visit."""
    event = _own(ref)
    checkpoint = _one(event, checkpoint_ref)
    form = _form(checkpoint)
    if form.validate_on_submit():
        try:
            counts = service.answer(
                checkpoint, form.answer(), channel=form.channel.data, by=staff(), now=clock.now()
            )
        except DomainError as error:
            form.refuse(None, str(error))
            return _page(_one(event, checkpoint_ref), form, GiveUpForm(formdata=None)), 409
        flash(
            _("Het antwoord is bewaard.")
            if counts
            else _("Er was al een antwoord. Jouw woorden staan eronder.")
        )
        return redirect(url_for(".show", ref=ref, checkpoint_ref=checkpoint_ref), 303)
    return _page(checkpoint, form, GiveUpForm(formdata=None)), 422 if form.errors else 200


@bp.post("/bijeenkomsten/<string:ref>/vragen/<string:checkpoint_ref>/geen-antwoord")
def give_up(ref: str, checkpoint_ref: str) -> ResponseReturnValue:
    """Note that there will be no answer, and why."""
    event = _own(ref)
    checkpoint = _one(event, checkpoint_ref)
    form = GiveUpForm()
    if form.validate_on_submit():
        service.give_up(
            checkpoint, form.result.data, remark=form.note.data, by=staff(), now=clock.now()
        )
        log_access(staff(), AccessAction.CHANGE, f"follow_up:{ref}", clock.now())
        flash(_("Bewaard. Deze vraag is afgerond zonder antwoord."))
        return redirect(url_for(".show", ref=ref, checkpoint_ref=checkpoint_ref), 303)
    return _page(checkpoint, _form(checkpoint, formdata=None), form), 422


def _own(ref: str) -> Event:
    return managed_by(staff(), ref) or abort(404)


def _one(event: Event, ref: str) -> Checkpoint:
    return queries.one_of(event, ref) or abort(404)


def _known(follow_up: FollowUp | None) -> dict[str, Any]:
    """Give what the form about the contact begins with."""
    if follow_up is None:
        return {}
    return {
        "name": follow_up.contact_name,
        "email": follow_up.contact_email,
        "phone": follow_up.contact_phone,
        "owner": follow_up.owner.ref if follow_up.owner else "",
    }


def _form(checkpoint: Checkpoint, **kwargs: Any) -> StaffAnswerForm:
    event = checkpoint.event
    kind = fitted(StaffAnswerForm, queries.open_commitments(event), queries.outcomes_to_ask(event))
    form = kind(data=begun(queries.earlier_answer(checkpoint), None), **kwargs)
    assert isinstance(form, StaffAnswerForm)  # noqa: S101 - made from it
    return form


def _page(checkpoint: Checkpoint, form: StaffAnswerForm, leave: GiveUpForm) -> str:
    event, now = checkpoint.event, clock.now()
    follow_up = queries.follow_up_of(event)
    if request.method == "GET" and follow_up and follow_up.contact_name:
        log_access(staff(), AccessAction.VIEW, f"follow_up:{event.ref}", now)
    return render_template(
        "checkpoints/show.html",
        event=event,
        checkpoint=checkpoint,
        stage=queries.stage(checkpoint),
        news=queries.news_of(checkpoint),
        late_news=queries.late_news(checkpoint),
        follow_up=follow_up,
        owner=queries.owner_of(event),
        earlier=queries.earlier_answer(checkpoint),
        may_answer=checkpoint.due_on - service.BEFOREHAND <= days.today(now),
        is_due=checkpoint.due_on <= days.today(now),
        form=form,
        leave=leave,
    )
