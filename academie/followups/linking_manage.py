"""How one outcome hangs together with another, for staff."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from academie.accounts.guards import require_staff, staff
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.followups import chains, linking, pages, queries
from academie.followups.fields import line_field, select, text
from academie.followups.notes import NoteForm
from academie.followups.terms import OutcomeLinkKind, outcome_number

bp = Blueprint("linking_manage", __name__, url_prefix="/beheer/opbrengsten")
bp.before_request(require_staff)


class LinkForm(BaseForm):
    """What an outcome led to, or what stands beside it."""

    other = line_field(
        _("Het nummer van de andere opbrengst"),
        _("Vul het nummer in."),
        description=_("Bijvoorbeeld: OPB-0012."),
    )
    kind = select(_("Hoe hangen ze samen?"), OutcomeLinkKind, _("Kies hoe ze samenhangen."))
    explanation = text(_("Waaruit blijkt dat?"), sentence=_("Schrijf op waaruit dat blijkt."))


@bp.route("/<string:ref>/verband", methods=["GET", "POST"])
def link(ref: str) -> ResponseReturnValue:
    """Tell what an outcome led to; a circle is refused with the outcomes along which it runs."""
    outcome, form = pages.writable(ref), LinkForm()
    if form.validate_on_submit():
        number = outcome_number(form.other.data)
        other = queries.of_number(staff(), number) if number else None
        if other is None:
            form.refuse("other", gettext("Deze opbrengst is er niet. Kijk het nummer na."))
        elif not queries.writable(staff(), other):
            form.refuse("other", gettext("Deze opbrengst is van anderen. Vraag het projectteam."))
        else:
            try:
                kind, why = form.kind.data, form.explanation.data
                linking.link(outcome, other, kind=kind, explanation=why, now=clock.now())
            except DomainError as error:
                form.refuse("other", str(error))
            else:
                flash(gettext("Het verband is toegevoegd."))
                return redirect(url_for("followups_manage.show", ref=ref))
    page = render_template("followups/link.html", outcome=outcome, form=form)
    return page, 422 if form.errors else 200


@bp.route("/<string:ref>/verband/<string:link_ref>/intrekken", methods=["GET", "POST"])
def withdraw(ref: str, link_ref: str) -> ResponseReturnValue:
    """Take back a link that proves wrong, with the reason."""
    outcome, form = pages.writable(ref), NoteForm()
    joint = chains.link_of(outcome, link_ref) or abort(404)
    if not linking.may_withdraw(joint, staff()):
        abort(404)
    if form.validate_on_submit():
        linking.withdraw(joint, by=staff(), reason=form.note.data, now=clock.now())
        flash(gettext("Het verband is ingetrokken. De reden blijft staan."))
        return redirect(url_for("followups_manage.show", ref=ref))
    page = render_template("followups/unlink.html", outcome=outcome, joint=joint, form=form)
    return page, 422 if form.errors else 200
