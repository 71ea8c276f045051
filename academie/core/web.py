"""What every request goes through: its transaction, its headers, its error page."""

import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from types import TracebackType
from typing import ParamSpec, TypeVar

from flask import (
    Flask,
    Request,
    Response,
    abort,
    after_this_request,
    current_app,
    g,
    make_response,
    render_template,
    request,
)
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy import event
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from academie.core import db as database
from academie.core.db import db
from academie.core.errors import DomainError

P = ParamSpec("P")
R = TypeVar("R")
csrf = CSRFProtect()

_READS = {"GET", "HEAD", "OPTIONS"}
_MAX_REFUSED = 400


def _written(policy: Mapping[str, str]) -> str:
    """Write a content policy as its header has it."""
    return "; ".join(f"{directive} {source}".strip() for directive, source in policy.items())


_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self' blob:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_POLICY_TEXT = _written(_POLICY)
_NOTHING = {"default-src": "'none'", "frame-ancestors": "'none'", "sandbox": ""}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
}
_PRIVATE = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


class ReadOnlyError(RuntimeError):
    """A GET tried to write; mail scanners open links, so that must never work."""


class CookieSessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie; who brings none costs nothing."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the session of a browser; Flask would make a signer also for those without."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie anew where that is needed; a session that nobody used needs none."""
        if session or session.accessed or session.modified:
            super().save_session(app, session, response)


def init_app(app: Flask, *, base_url: str, trusted_proxies: int) -> None:
    """Join the parts every request needs."""
    secure = base_url.startswith("https")
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_NAME="__Host-academie" if secure else "academie",
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it asks for a referrer, which private pages never send
    )
    if trusted_proxies:
        hops = trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign] # the documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    app.session_interface = CookieSessions()
    app.log_exception = _log_place  # type: ignore[method-assign] # Flask has no other way
    # Nothing of ours is asynchronous; Flask would ask that of a dozen functions for each request.
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]
    app.before_request(_refuse_nul)
    app.before_request(_allow_files)
    csrf.init_app(app)
    app.before_request(_open_transaction)
    app.after_request(_secure)
    app.after_request(_close_transaction)
    app.register_error_handler(DomainError, _domain_error_page)
    app.register_error_handler(DataError, _data_error_page)
    app.register_error_handler(IntegrityError, _integrity_error_page)
    app.register_error_handler(HTTPException, _http_error_page)


def private_page(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Keep a page behind a personal link out of caches, referrers and search engines.

    Its refusals too: the address holds a token all the same.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        after_this_request(_keep_private)
        return make_response(view(*args, **kwargs))

    return guarded


def _keep_private(response: Response) -> Response:
    response.headers.update(_PRIVATE)
    return response


def allow(directive: str, source: str) -> None:
    """Widen the content policy of this one answer."""
    policy = g.setdefault("policy", dict(_POLICY))
    policy[directive] = f"{policy[directive]} {source}"


def run_nothing() -> None:
    """Let a browser that shows this one answer all the same, a file of somebody's, run nothing."""
    g.policy = dict(_NOTHING)


def frame_in(origins: Sequence[str]) -> None:
    """Let these websites, and no other, show this one answer in a frame."""
    policy = g.setdefault("policy", dict(_POLICY))
    policy["frame-ancestors"] = " ".join(origins) or "'none'"


def begins_late(view: Callable[P, R]) -> Callable[P, R]:
    """Leave it to a view to open its writing transaction, with `db.begin_write_anew`.

    Hashing a password takes long, and on SQLite nobody else could write meanwhile.
    """
    view.__dict__["begins_late"] = True
    return view


def takes_files(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view take files, and so a larger body than a form has.

    Args:
        most: bytes of the largest file that it keeps. Of one up to half as large again the view can
            still say that it is too large; what is more than that is cut off.
    """

    def marked(view: Callable[P, R]) -> Callable[P, R]:
        view.__dict__["takes_bytes"] = most + most // 2
        return view

    return marked


def _allow_files() -> None:
    """Widen the limit of this one request; before anything reads its body."""
    view = current_app.view_functions.get(request.endpoint or "")
    if most := getattr(view, "takes_bytes", None):
        request.max_content_length = most


def _refuse_nul() -> None:
    """Refuse an address with NUL, which no name of ours holds and PostgreSQL cannot compare."""
    if "\0" in request.path or b"%00" in request.query_string or b"\0" in request.query_string:
        abort(404)


def _log_place(
    exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
) -> None:
    """Log an error by its kind and place: its words and the address may hold somebody's data."""
    kind, _error, trace = exc_info
    current_app.logger.error(
        "%s in %s %s\n%s",
        kind and kind.__name__,
        request.method,
        request.endpoint,
        "".join(traceback.format_tb(trace)),
    )


def _open_transaction() -> None:
    """Open a writing transaction once the body has arrived: a slow sender holds up nobody."""
    g.reads_only = request.method in _READS
    if g.reads_only:
        return
    request.get_data(parse_form_data=True)
    view = current_app.view_functions.get(request.endpoint or "")
    if not getattr(view, "begins_late", False):
        database.begin_write()


def _close_transaction(response: Response) -> Response:
    """Keep what a request wrote, unless it was refused; what is not kept goes with the session."""
    if request.method not in _READS and response.status_code < _MAX_REFUSED:
        db.session.commit()
    g.pop("reads_only", None)
    return response


def _secure(response: Response) -> Response:
    if response.status_code >= _MAX_REFUSED and "token" in (request.view_args or {}):
        _keep_private(response)  # refused before its view could say so
    policy = g.pop("policy", None)
    response.headers["Content-Security-Policy"] = _written(policy) if policy else _POLICY_TEXT
    own = {name.lower() for name, _value in response.headers}
    usual = {name: value for name, value in _HEADERS.items() if name.lower() not in own}
    response.headers.extend(usual)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _domain_error_page(error: DomainError) -> ResponseReturnValue:
    return error_page(error.status, str(error), error.way_on)


def _data_error_page(_error: DataError) -> ResponseReturnValue:
    """Say that a value is none the database can hold."""
    return error_page(400)


def _integrity_error_page(_error: IntegrityError) -> ResponseReturnValue:
    """Say that somebody else, or a second press of the button, came first."""
    return error_page(409)


def _http_error_page(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    if isinstance(error, CSRFError):
        return error_page(400, _why_not_believed())
    return error_page(error.code or 500)


def _why_not_believed() -> str:
    """Say what helps who sends a form that we cannot tell from one of another site."""
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return _("Deze pagina stond te lang open. Laad hem opnieuw en probeer het nog eens.")
    return _(
        "Je browser bewaarde geen cookie van ons. Zonder cookie werkt dit formulier niet. "
        "Zet cookies aan voor deze website. Ga dan terug, laad de pagina opnieuw en probeer het "
        "nog eens. Lukt het niet? Mail of bel ons, dan doen wij het voor je."
    )


def error_page(
    status: int, sentence: str | None = None, way_on: tuple[str, LazyString] | None = None
) -> ResponseReturnValue:
    """Answer with the page of an error, with a sentence of its own or the usual one.

    Args:
        way_on: as for `DomainError`.
    """
    db.session.rollback()
    page = render_template("errors/error.html", code=status, sentence=sentence, way_on=way_on)
    return page, status


@event.listens_for(Session, "before_flush")
def _refuse_writes_of_reads(session: Session, *_unused: object) -> None:
    if g and g.get("reads_only") and (session.new or session.dirty or session.deleted):
        raise ReadOnlyError
