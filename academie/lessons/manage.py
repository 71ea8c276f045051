"""Lessons, for staff: all read what is published; who runs a meeting writes what it taught."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.alliances.fields import with_known
from academie.core import clock
from academie.core.db import lock_row
from academie.core.once import once
from academie.core.paging import page_number
from academie.core.together import is_sent, refusal_of
from academie.followups.queries import events_to_link
from academie.lessons import queries, service
from academie.lessons.forms import LessonFilter, LessonForm, lesson_of
from academie.lessons.models import Lesson
from academie.reference.queries import current_challenges

bp = Blueprint("lessons_manage", __name__, url_prefix="/beheer/lessen")
bp.before_request(require_staff)


@bp.get("")
def index() -> ResponseReturnValue:
    """Search lessons, page by page."""
    form = LessonFilter(current_challenges(), request.args)
    return render_template(
        "lessons/list.html",
        form=form,
        page=queries.search(staff(), form.choice(), page_number(request.args)),
        chosen=form.address(),
        may_write=staff().holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER),
    )


@bp.route("/nieuw", methods=["GET", "POST"])
@once
def new() -> ResponseReturnValue:
    """Write a lesson down."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    form = LessonForm(
        staff(),
        events_to_link(staff()),
        current_challenges(),
        data={
            "event": request.args.get("bijeenkomst", ""),
            "outcome": request.args.get("opbrengst"),
        },
    )
    if form.validate_on_submit():
        lesson = service.add(author=staff(), now=clock.now(), **form.values())
        flash(_("De les is bewaard als concept. Publiceer hem als hij af is."))
        return redirect(url_for(".show", ref=lesson.ref), 303)
    page = render_template("lessons/edit.html", form=form, lesson=None)
    return page, 422 if form.errors else 200


@bp.get("/<string:ref>")
def show(ref: str) -> ResponseReturnValue:
    """Show one lesson."""
    lesson = _readable(ref)
    may_write = queries.writable(staff(), lesson)
    return render_template("lessons/show.html", lesson=lesson, may_write=may_write)


@bp.route("/<string:ref>/veranderen", methods=["GET", "POST"])
def edit(ref: str) -> ResponseReturnValue:
    """Change a lesson."""
    lesson = _writable(ref)
    if is_sent():
        lock_row(lesson)
    meetings = list(events_to_link(staff()))
    if lesson.event and lesson.event not in meetings:
        meetings.append(lesson.event)
    form = LessonForm(
        staff(),
        meetings,
        with_known(current_challenges(), lesson.challenges),
        data=lesson_of(lesson),
    )
    if form.may_save():
        service.change(lesson, now=clock.now(), **form.values())
        flash(_("De les is bewaard."))
        return redirect(url_for(".show", ref=ref), 303)
    page = render_template("lessons/edit.html", form=form, lesson=lesson)
    return page, refusal_of(form) or 200


@bp.post("/<string:ref>/publiceren")
def publish(ref: str) -> ResponseReturnValue:
    """Let all staff read a lesson."""
    service.publish(_writable(ref), now=clock.now())
    flash(_("Gepubliceerd. Alle medewerkers kunnen deze les nu lezen."))
    return redirect(url_for(".show", ref=ref), 303)


@bp.post("/<string:ref>/terughalen")
def take_back(ref: str) -> ResponseReturnValue:
    """Make a lesson a draft again."""
    service.take_back(_writable(ref))
    flash(_("De les is weer een concept."))
    return redirect(url_for(".show", ref=ref), 303)


def _readable(ref: str) -> Lesson:
    return queries.readable_by(staff(), ref) or abort(404)


def _writable(ref: str) -> Lesson:
    lesson = _readable(ref)
    if not queries.writable(staff(), lesson):
        abort(404)
    return lesson
