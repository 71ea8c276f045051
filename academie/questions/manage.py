"""What the form of a meeting asks, for staff."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.core import clock
from academie.core.forms import BaseForm
from academie.core.once import once
from academie.core.together import refusal_of
from academie.events import queries as events
from academie.events.editing import held
from academie.events.models import Event
from academie.questions import queries, service
from academie.questions.forms import FieldsForm, QuestionForm
from academie.questions.models import MOST_QUESTIONS, QuestionKind

bp = Blueprint("questions_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


@bp.route("/<string:ref>/formulier", methods=["GET", "POST"])
@once
def fields(ref: str) -> ResponseReturnValue:
    """Choose which optional fields the form asks, and see the questions of its own."""
    event = held(_own(ref))
    form = FieldsForm(event, queries.asked_fields(event))
    if form.may_save():
        service.choose_fields(event, **form.values())
        flash(_("Het formulier is bewaard."))
        return redirect(url_for(".fields", ref=ref), 303)
    return _page(event, form, _new_question()), refusal_of(form) or 200


@bp.post("/<string:ref>/formulier/vragen")
@once
def add(ref: str) -> ResponseReturnValue:
    """Add a question of one's own."""
    event = _own(ref)
    question = QuestionForm()
    if question.validate_on_submit():
        try:
            service.add(event, now=clock.now(), **question.values())
        except service.EraseDateError as error:
            question.refuse("erase_on", str(error))
        else:
            flash(_("De vraag staat op het formulier."))
            return redirect(url_for(".fields", ref=ref), 303)
    form = FieldsForm(event, queries.asked_fields(event), formdata=None)
    return _page(event, form, question), 422


@bp.post("/<string:ref>/formulier/vragen/<string:question_ref>/weghalen")
def remove(ref: str, question_ref: str) -> ResponseReturnValue:
    """Take a question off the form, with its answers."""
    event = _own(ref)
    question = queries.by_ref(event, question_ref)
    if question is None:
        abort(404)
    service.remove(question)
    flash(_("De vraag is weg, met de antwoorden."))
    return redirect(url_for(".fields", ref=ref), 303)


def _new_question() -> QuestionForm:
    return QuestionForm(formdata=None, data={"kind": QuestionKind.YES_NO.value})


def _page(event: Event, form: FieldsForm, question: QuestionForm) -> str:
    own = queries.of_event(event)
    counted = queries.counts(event)
    answers = {
        row.ref: [
            (words, counted[row.id].get(number, 0))
            for number, words in enumerate(service.answers_to(row))
        ]
        for row in own
    }
    return render_template(
        "questions/fields.html",
        event=event,
        form=form,
        question_form=question,
        own=own,
        answers=answers,
        erase_days={row.ref: service.erase_day(row, event) for row in own},
        is_asked=service.is_asked(event),
        room=len(own) < MOST_QUESTIONS,
        plain=BaseForm(formdata=None),
    )


def _own(ref: str) -> Event:
    """Find a meeting this member of staff manages; another one is as if it were not there."""
    return events.managed_by(staff(), ref) or abort(404)
