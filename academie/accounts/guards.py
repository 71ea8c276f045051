"""Who may open a page of the workplace. Default is no."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import Response, abort, after_this_request, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from academie.accounts.models import RoleName, User

P = ParamSpec("P")

SESSION_SECONDS = 12 * 60 * 60


def staff() -> User:
    """Give the signed-in member of staff; only behind `require_staff`."""
    return cast("User", current_user._get_current_object())  # noqa: SLF001 - Werkzeug's own way


def is_staff() -> bool:
    """Tell whether this browser belongs to somebody of the staff who signed in today.

    Flask-Security stamps a session with the machine's clock at sign-in.
    """
    age = time.time() - session.get("fs_paa", 0)
    return age < SESSION_SECONDS and current_user.is_authenticated and bool(staff().roles)


def require_staff() -> ResponseReturnValue | None:
    """Send whoever is not signed in to the sign-in page; for `bp.before_request`."""
    after_this_request(_keep_out_of_caches)
    if is_staff():
        return None
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=target))


def staff_page(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Guard one page, where its neighbours are public."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return require_staff() or view(*args, **kwargs)

    return guarded


def require_role(*names: RoleName) -> None:
    """Refuse who holds none of these roles, as if the page were not there.

    Raises:
        NotFound: they may not know of it.
    """
    if not staff().holds(*names):
        abort(404)


def require_project_team() -> None:
    """Refuse who is not of the project team; for `bp.before_request`, after `require_staff`."""
    require_role(RoleName.PROJECT_TEAM)


def _keep_out_of_caches(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
