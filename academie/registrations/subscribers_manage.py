"""Handing addresses to whoever sends the newsletter, for the project team."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from academie.accounts.guards import require_project_team, require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock, csv_files
from academie.core.forms import BaseForm
from academie.registrations import subscribers

bp = Blueprint("subscribers_manage", __name__, url_prefix="/beheer/nieuwsbrief/adressen")
bp.before_request(require_staff)
bp.before_request(require_project_team)


class HandOverForm(BaseForm):
    """Taking the addresses along."""

    again = BooleanField(_("Ook de adressen die ik eerder kreeg"))


@bp.route("", methods=["GET", "POST"])
def hand_over() -> ResponseReturnValue:
    """Give who wants the newsletter as a file; a repeat gives only who is new since."""
    form, now = HandOverForm(), clock.now()
    if form.validate_on_submit():
        found = subscribers.hand_over(again=form.again.data, now=now)
        log_access(staff(), AccessAction.EXPORT, "newsletter", now, "nieuwsbrief")
        lines = list(subscribers.rows(found))
        response = Response(csv_files.stream(lines), mimetype="text/csv")
        name = f"nieuwsbrief-{clock.to_local(now):%Y-%m-%d}.csv"
        response.headers.set("Content-Disposition", "attachment", filename=name)
        return response
    return render_template(
        "registrations/subscribers.html", form=form, waiting=subscribers.waiting()
    )
