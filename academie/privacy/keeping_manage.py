"""How long names of one meeting are kept: its organiser may say shorter, never longer."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.forms import BaseForm
from academie.events import keeping
from academie.events import queries as events

bp = Blueprint("keeping_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


class KeepingForm(BaseForm):
    """After how many weeks names go."""

    weeks = SelectField(lazy_gettext("Wanneer wissen we de namen?"), coerce=int)

    def __init__(self, **kwargs: Any) -> None:
        """Offer each number of weeks."""
        super().__init__(**kwargs)
        self.weeks.choices = [
            SelectChoice(str(number), ngettext("na %(num)s week", "na %(num)s weken", number))
            for number in range(keeping.SHORTEST_WEEKS, keeping.LONGEST_WEEKS + 1)
        ]


@bp.route("/<string:ref>/bewaren", methods=["GET", "POST"])
def keep(ref: str) -> ResponseReturnValue:
    """Choose how long the names of a meeting are kept."""
    event = events.managed_by(staff(), ref) or abort(404)
    form = KeepingForm(data={"weeks": keeping.weeks_of(event)})
    if form.validate_on_submit():
        keeping.keep_for(event, form.weeks.data)
        log_access(staff(), AccessAction.CHANGE, f"event:{event.ref}/keeping", clock.now())
        flash(_("Dat is bewaard."))
        return redirect(url_for(".keep", ref=ref), 303)
    page = render_template("privacy/keeping.html", event=event, form=form)
    return page, 422 if form.errors else 200
