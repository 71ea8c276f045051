"""How one outcome hangs together with another, for staff."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from academie.accounts.guards import require_staff, staff
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.followups import pages, queries, service
from academie.followups.fields import line_field, select, text
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
        elif queries.are_linked(outcome, other):
            form.refuse("other", gettext("Dit verband staat er al."))
        else:
            try:
                service.link(outcome, other, kind=form.kind.data, explanation=form.explanation.data)
            except DomainError as error:
                form.refuse("other", str(error))
            else:
                flash(gettext("Het verband is toegevoegd."))
                return redirect(url_for("followups_manage.show", ref=ref))
    page = render_template("followups/link.html", outcome=outcome, form=form)
    return page, 422 if form.errors else 200
