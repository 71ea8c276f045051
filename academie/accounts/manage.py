"""Staff, for the project team."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from academie.accounts import guards, queries, service
from academie.accounts.forms import EditForm, InviteForm
from academie.accounts.guards import staff
from academie.accounts.models import AccessAction, User
from academie.core import clock
from academie.core.formats import date_short
from academie.events import organisers

bp = Blueprint("accounts_manage", __name__, url_prefix="/beheer/medewerkers")
bp.before_request(guards.require_staff)
bp.before_request(guards.require_project_team)


@bp.get("")
def everybody() -> ResponseReturnValue:
    """List the staff."""
    return render_template("accounts/everybody.html", people=queries.everybody())


@bp.route("/uitnodigen", methods=["GET", "POST"])
def invite() -> ResponseReturnValue:
    """Invite somebody by mail."""
    form = InviteForm()
    if form.validate_on_submit():
        try:
            user = service.invite(now=clock.now(), **form.values())
        except service.AddressTakenError as error:
            form.refuse("email", str(error))
        else:
            flash(_("De uitnodiging gaat zo weg naar %(email)s.", email=user.email))
            return _changed(user)
    return render_template("accounts/invite.html", form=form), 422 if form.errors else 200


@bp.route("/<ref>", methods=["GET", "POST"])
def person(ref: str) -> ResponseReturnValue:
    """Show somebody of the staff, and change what they may do."""
    user = _find(ref)
    form = _edit_form(user)
    if form.validate_on_submit():
        values = form.values()
        meetings = values.pop("meetings")
        try:
            service.change(user, **values)
        except service.LastOneError as error:
            form.refuse("roles", str(error))
        else:
            organisers.assign(user, meetings, clock.now())
            flash(_("Je wijziging is bewaard."))
            return _changed(user)
    if request.method == "GET":
        service.log_access(staff(), AccessAction.VIEW, f"user:{user.ref}", clock.now())
    page = render_template("accounts/person.html", form=form, person=user)
    return page, 422 if form.errors else 200


@bp.post("/<ref>/uitnodiging")
def invite_again(ref: str) -> ResponseReturnValue:
    """Mail the invitation once more."""
    user = _find(ref)
    service.invite_again(user, now=clock.now())
    flash(_("De uitnodiging gaat zo weg naar %(email)s.", email=user.email))
    return _changed(user)


@bp.post("/<ref>/uitzetten")
def deactivate(ref: str) -> ResponseReturnValue:
    """Refuse somebody from now on."""
    user = _find(ref)
    service.deactivate(user, now=clock.now())
    flash(_("Deze medewerker kan niet meer inloggen en is overal uitgelogd."))
    return _changed(user)


@bp.post("/<ref>/aanzetten")
def activate(ref: str) -> ResponseReturnValue:
    """Let somebody in again."""
    user = _find(ref)
    service.activate(user)
    flash(_("Deze medewerker kan weer inloggen."))
    return _changed(user)


@bp.post("/<ref>/tweede-stap-wissen")
def reset_second_step(ref: str) -> ResponseReturnValue:
    """Forget a lost phone."""
    user = _find(ref)
    service.reset_second_step(user, now=clock.now())
    flash(_("De app is losgemaakt. Bij de volgende keer inloggen stelt deze medewerker die in."))
    return _changed(user)


@bp.get("/inzage")
def access_log() -> ResponseReturnValue:
    """List who saw or changed personal data, newest first."""
    page = min(max(1, request.args.get("pagina", 1, type=int)), queries.LAST_LOG_PAGE)
    entries, more = queries.log_page(page)
    return render_template("accounts/access_log.html", entries=entries, page=page, more=more)


def _find(ref: str) -> User:
    user = queries.by_ref(ref)
    return user if user and not user.emptied_at else abort(404)


def _edit_form(user: User) -> EditForm:
    chosen = {
        "name": user.name,
        "roles": [role.name for role in user.roles],
        "meetings": organisers.of(user),
    }
    form = EditForm(data=chosen)
    form.meetings.choices = [
        SelectChoice(
            event.ref, f"{date_short(event.starts_at)} {event.starts_at:%Y}, {event.title}"
        )
        for event in organisers.assignable(user, clock.now())
    ]
    return form


def _changed(user: User) -> ResponseReturnValue:
    """Note the change, and go back to the person; who closed their own account is sent away."""
    service.log_access(staff(), AccessAction.CHANGE, f"user:{user.ref}", clock.now())
    return redirect(url_for(".person", ref=user.ref))
