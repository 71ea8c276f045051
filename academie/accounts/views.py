"""Signing in and out, and choosing a password."""

from collections.abc import Callable
from typing import ParamSpec

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from academie.accounts import guards, queries, service, signin
from academie.accounts.forms import (
    CodeForm,
    ForgottenForm,
    PasswordForm,
    RecoveryForm,
    SignInForm,
)
from academie.accounts.signin import HalfSignedIn
from academie.accounts.tries import TooManyTriesError
from academie.core import clock, qr, web
from academie.core.forms import BaseForm
from academie.core.limits import limiter

P = ParamSpec("P")

bp = Blueprint("accounts", __name__)
FEW_CODES = 2
WRONG_CODE = lazy_gettext(
    "Deze code klopt niet. Wacht tot je app een nieuwe code laat zien en vul die in."
)

_per_network = limiter.shared_limit("100 per 10 minutes", scope="sign-in", methods=["POST"])


def sign_in_page(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Keep a page private, limit its posts per network, and let it hash before it writes."""
    return web.begins_late(_per_network(web.private_page(view)))


@bp.route("/inloggen", methods=["GET", "POST"])
@sign_in_page
def sign_in() -> ResponseReturnValue:
    """Ask for an address and a password."""
    target = own_page(request.args.get("next"))
    if guards.is_staff():
        return redirect(target or url_for("pages.workplace"))
    form = SignInForm()
    if form.validate_on_submit():
        now = clock.now()
        try:
            user = signin.check_password(now=now, **form.values())
        except TooManyTriesError as error:
            return _too_many(form, "sign_in", error)
        if user:
            signin.begin_second_step(user, target, now)
            return redirect(url_for(".code" if user.has_second_step else ".set_up"))
        form.form_errors.append(_("Dit e-mailadres en wachtwoord horen niet bij elkaar."))
    return _form_page(form, "sign_in")


@bp.route("/inloggen/code", methods=["GET", "POST"])
@sign_in_page
def code() -> ResponseReturnValue:
    """Ask for the code of the app."""
    return _second_step(
        CodeForm(),
        "code",
        signin.check_code,
        str(WRONG_CODE),
    )


@bp.route("/inloggen/herstelcode", methods=["GET", "POST"])
@sign_in_page
def recovery_code() -> ResponseReturnValue:
    """Ask for a recovery code, when the phone with the app is not there."""
    return _second_step(
        RecoveryForm(),
        "recovery",
        signin.check_recovery_code,
        _("Deze code klopt niet, of is al gebruikt. Probeer een andere code van je lijst."),
    )


@bp.route("/inloggen/instellen", methods=["GET", "POST"])
@sign_in_page
def set_up() -> ResponseReturnValue:
    """Have somebody set up an app, and show the recovery codes once."""
    now = clock.now()
    half = signin.half_signed_in(now)
    if half is None or half.new_secret is None:
        return redirect(url_for(".sign_in"))
    form = CodeForm()
    facts = _app_facts(half, half.new_secret)
    if form.validate_on_submit():
        try:
            codes = signin.set_up_app(half.user, half.new_secret, form.values()["code"], now)
        except TooManyTriesError as error:
            return _too_many(form, "set_up", error, **facts)
        if codes:
            target = _finish(half)
            said = _("De app is ingesteld. Je bent nu ingelogd.")
            return render_template(
                "accounts/recovery_codes.html", codes=codes, target=target, said=said
            )
        form.refuse("code", _("Deze code klopt niet. Vul de code in die je app nu laat zien."))
    return _form_page(form, "set_up", **facts)


@bp.route("/beheer/herstelcodes", methods=["GET", "POST"])
@sign_in_page
@guards.staff_page
def renew_recovery_codes() -> ResponseReturnValue:
    """Give somebody new recovery codes, when their app says it is them."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            codes = signin.renew_recovery_codes(guards.staff(), now=clock.now(), **form.values())
        except TooManyTriesError as error:
            return _too_many(form, "renew_codes", error)
        if codes:
            said = _("Dit zijn je nieuwe herstelcodes. De oude werken niet meer.")
            target = url_for("pages.workplace")
            return render_template(
                "accounts/recovery_codes.html", codes=codes, target=target, said=said
            )
        form.refuse("code", str(WRONG_CODE))
    return _form_page(form, "renew_codes")


@bp.post("/uitloggen")
@web.private_page
def sign_out() -> ResponseReturnValue:
    """End the session."""
    signin.sign_out()
    flash(_("Je bent uitgelogd."))
    return redirect(url_for(".sign_in"))


@bp.route("/wachtwoord-vergeten", methods=["GET", "POST"])
@_per_network
@web.private_page
def forgotten() -> ResponseReturnValue:
    """Mail a link to choose a new password; the answer is the same for every address."""
    form = ForgottenForm()
    if form.validate_on_submit():
        service.ask_new_password(form.values()["email"], now=clock.now())
        return redirect(url_for(".forgotten_sent"))
    return _form_page(form, "forgotten")


@bp.get("/wachtwoord-vergeten/verstuurd")
@web.private_page
def forgotten_sent() -> ResponseReturnValue:
    """Tell what happens next."""
    return render_template("accounts/forgotten_sent.html")


@bp.route("/wachtwoord/<token>", methods=["GET", "POST"])
@sign_in_page
def choose_password(token: str) -> ResponseReturnValue:
    """Have somebody choose a password, by the link in their mail."""
    now = clock.now()
    user = queries.by_link(token, now)
    form = PasswordForm()
    if form.validate_on_submit():
        signin.renew_password(token, form.values()["password"], now)
        flash(_("Je wachtwoord is bewaard. Je kunt nu inloggen."))
        return redirect(url_for(".sign_in"))
    return _form_page(form, "password", email=user.email)


def own_page(target: str | None) -> str | None:
    """Keep the address of a page of the workplace; anything else is nowhere."""
    return target if target and target.startswith("/beheer/") and target.isprintable() else None


def _second_step(
    form: CodeForm | RecoveryForm,
    page: str,
    check: Callable[..., bool],
    refusal: str,
) -> ResponseReturnValue:
    now = clock.now()
    half = signin.half_signed_in(now)
    if half is None or half.new_secret:
        return redirect(url_for(".sign_in"))
    if form.validate_on_submit():
        try:
            right = check(half.user, now=now, **form.values())
        except TooManyTriesError as error:
            return _too_many(form, page, error)
        if right:
            return redirect(_finish(half))
        form.refuse("code", refusal)
    return _form_page(form, page)


def _finish(half: HalfSignedIn) -> str:
    """Begin the session, say how many recovery codes are left when few, and say where to go."""
    left = len(half.user.mf_recovery_codes or [])
    signin.finish(half.user)
    if left <= FEW_CODES:
        flash(
            ngettext(
                "Je hebt nog %(num)s herstelcode. Maak nieuwe, onderaan het overzicht.",
                "Je hebt nog %(num)s herstelcodes. Maak nieuwe, onderaan het overzicht.",
                left,
            )
        )
    return half.target or url_for("pages.workplace")


def _app_facts(half: HalfSignedIn, secret: str) -> dict[str, object]:
    address = signin.app_address(half.user, secret)
    picture = qr.svg(address, label=_("QR-code voor je app"))
    return {"picture": picture, "address": address, "key": signin.app_key(secret)}


def _form_page(form: BaseForm, page: str, **facts: object) -> ResponseReturnValue:
    status = 422 if form.errors else 200
    return render_template(f"accounts/{page}.html", form=form, **facts), status


def _too_many(
    form: BaseForm, page: str, error: TooManyTriesError, **facts: object
) -> ResponseReturnValue:
    form.form_errors.append(str(error))
    return render_template(f"accounts/{page}.html", form=form, **facts), error.status
