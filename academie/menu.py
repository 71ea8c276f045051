"""The menu of the workplace."""

from functools import lru_cache
from typing import Any, NamedTuple

from flask import has_request_context, request
from flask_babel import get_locale
from flask_babel import gettext as _

from academie.accounts import guards
from academie.accounts.models import RoleName

_FRONT = "/beheer/"
_OUTCOMES = "/beheer/opbrengsten"
_REPORTS = "/beheer/rapporten"
_SHARED = {
    "/beheer/dashboard": _FRONT,
    "/beheer/keten": _OUTCOMES,
    "/beheer/kaart": _OUTCOMES,
    "/beheer/allianties": _OUTCOMES,
    "/beheer/beloften": _OUTCOMES,
    "/beheer/lessen": _OUTCOMES,
    "/beheer/plannen": _REPORTS,
    "/beheer/bestanden": _REPORTS,
}
"""Pages without a line of their own, each with the line that leads to it."""


class NavItem(NamedTuple):
    """A line of the workplace's menu."""

    url: str
    label: str
    current: bool


def workplace() -> dict[str, Any]:
    """Give pages of the workplace their menu; public pages never look at the session."""
    if not has_request_context() or not request.path.startswith(_FRONT):
        return {}
    if not guards.is_staff():
        return {}
    user = guards.staff()
    menu = _menu(
        frozenset(role.name for role in user.roles), _line_of(request.path), str(get_locale())
    )
    return {"staff_nav": menu, "signed_in": user, "sign_out_url": "/uitloggen"}


def _line_of(path: str) -> str:
    """Give the address of the line that a page stands under."""
    page = "/".join(path.split("/")[:3])
    return _SHARED.get(page, page)


@lru_cache(maxsize=256)
def _menu(roles: frozenset[str], current: str, _locale: str) -> tuple[NavItem, ...]:
    """Write the menu of who holds these roles, once for each language."""
    lines = [
        (_FRONT, _("Overzicht")),
        ("/beheer/bijeenkomsten", _("Bijeenkomsten")),
        (_OUTCOMES, _("Opvolging")),
        (_REPORTS, _("Rapporten")),
        ("/beheer/partners", _("Partners")),
    ]
    if roles & {RoleName.PROJECT_TEAM, RoleName.ORGANISER}:
        lines.append(("/beheer/vraag-en-aanbod", _("Vraag en aanbod")))
    if RoleName.PROJECT_TEAM in roles:
        lines.insert(1, ("/beheer/aanvragen", _("Aanvragen")))
        lines.append(("/beheer/blauwdrukken", _("Blauwdrukken")))
        lines.append(("/beheer/medewerkers", _("Medewerkers")))
        lines.append(("/beheer/privacy", _("Privacy")))
    return tuple(NavItem(url, label, url == current) for url, label in lines)
