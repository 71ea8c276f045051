"""Formats, for the project team: their versions, what each says, and making a new one."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_project_team, require_staff, staff
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.once import once
from academie.core.together import is_sent, refusal_of
from academie.events.terms import EventKind
from academie.planning import formats, queries
from academie.planning.difference import difference
from academie.planning.format_forms import FORMS, IngredientForm, IssueForm, NewMailForm, said_by
from academie.planning.models import Format, FormatIngredient
from academie.planning.terms import Part

bp = Blueprint("formats_manage", __name__, url_prefix="/beheer/blauwdrukken")
bp.before_request(require_staff)
bp.before_request(require_project_team)


@bp.get("")
def index() -> ResponseReturnValue:
    """List the versions of each kind of meeting."""
    known = queries.formats()
    kinds = [(kind, [row for row in known if row.kind is kind]) for kind in EventKind]
    return render_template("planning/formats.html", kinds=kinds)


@bp.post("/nieuw/<string:kind>")
def new(kind: str) -> ResponseReturnValue:
    """Begin a new version of a kind."""
    if kind not in set(EventKind):
        abort(404)
    made = formats.new_version(EventKind(kind), by=staff(), now=clock.now())
    return redirect(url_for(".show", ref=made.ref))


@bp.get("/<string:ref>")
def show(ref: str) -> ResponseReturnValue:
    """Show one version; one that is being made can be edited."""
    return _page(_format(ref), IssueForm(formdata=None))


@bp.post("/<string:ref>/gebruik")
def issue(ref: str) -> ResponseReturnValue:
    """Let a version count for new meetings."""
    made, form = _format(ref), IssueForm()
    if form.validate_on_submit():
        try:
            formats.issue(made, note=form.note.data, now=clock.now())
        except DomainError as error:
            form.refuse(None, str(error))
            return _page(made, form), error.status
        flash(_("Vanaf nu beginnen nieuwe bijeenkomsten met deze versie."))
        return redirect(url_for(".show", ref=ref))
    return _page(made, form), 422


@bp.post("/<string:ref>/weggooien")
def discard(ref: str) -> ResponseReturnValue:
    """Throw a version away that was never used."""
    formats.discard(_format(ref))
    flash(_("De nieuwe versie is weg."))
    return redirect(url_for(".index"))


@bp.get("/<string:ref>/verschil")
def compare(ref: str) -> ResponseReturnValue:
    """Show what is other in a version than in an earlier or later one."""
    made = _format(ref)
    others = [row for row in queries.versions(made.kind) if row is not made]
    earlier = [row for row in others if row.version < made.version]
    chosen = request.args.get("met", earlier[-1].ref if earlier else "")
    other = next((row for row in others if row.ref == chosen), None)
    return render_template(
        "planning/difference.html",
        format=made,
        others=others,
        other=other,
        news=difference(other.ingredients, made.ingredients) if other else None,
    )


@bp.route("/<string:ref>/onderdelen/nieuw/<string:part>", methods=["GET", "POST"])
@once
def add(ref: str, part: str) -> ResponseReturnValue:
    """Add an ingredient to a version."""
    made = _draft(ref)
    if part not in set(Part):
        abort(404)
    form = NewMailForm(made) if part == Part.MAIL else FORMS[Part(part)]()
    if form.validate_on_submit():
        try:
            formats.add(made, Part(part), **form.values())
        except formats.SeatsTwiceError as error:
            form.refuse("mode", str(error))
        else:
            flash(_("Het onderdeel is toegevoegd."))
            return redirect(url_for(".show", ref=ref))
    return _form_page(made, Part(part), form, None)


@bp.route("/<string:ref>/onderdelen/<string:key>", methods=["GET", "POST"])
def change(ref: str, key: str) -> ResponseReturnValue:
    """Change an ingredient of a version."""
    row = _ingredient(ref, key)
    form = FORMS[row.part](data=said_by(row))
    if form.may_save():
        try:
            formats.change(row, **form.values())
        except formats.SeatsTwiceError as error:
            form.refuse("mode", str(error))
        else:
            flash(_("Het onderdeel is bewaard."))
            return redirect(url_for(".show", ref=ref))
    return _form_page(row.format, row.part, form, row)


@bp.post("/<string:ref>/onderdelen/<string:key>/<any(omhoog, omlaag, weg):verb>")
def move(ref: str, key: str, verb: str) -> ResponseReturnValue:
    """Let an ingredient go up or down, or leave it out."""
    row = _ingredient(ref, key)
    if verb == "weg":
        formats.leave_out(row)
        flash(_("Het onderdeel is weg."))
    else:
        formats.shift(row, -1 if verb == "omhoog" else 1)
    return redirect(url_for(".show", ref=ref))


def _page(made: Format, form: IssueForm) -> str:
    earlier = [row for row in queries.versions(made.kind) if row.version < made.version]
    return render_template(
        "planning/format.html", format=made, form=form, parts=list(Part), has_earlier=bool(earlier)
    )


def _form_page(
    made: Format, part: Part, form: IngredientForm, row: FormatIngredient | None
) -> ResponseReturnValue:
    page = render_template(
        "planning/format_ingredient.html", format=made, part=part, form=form, row=row
    )
    return page, refusal_of(form) or 200


def _format(ref: str) -> Format:
    return queries.format_by_ref(ref, lock=is_sent()) or abort(404)


def _draft(ref: str) -> Format:
    """Find a version that may still change, else there is no such page."""
    made = _format(ref)
    return made if made.is_draft else abort(404)


def _ingredient(ref: str, key: str) -> FormatIngredient:
    rows = [row for row in _draft(ref).ingredients if row.key == key]
    return rows[0] if rows else abort(404)
