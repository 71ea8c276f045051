"""The menu of the workplace."""

from typing import Any, NamedTuple

from flask import has_request_context, request
from flask_babel import gettext as _

from academie.accounts import guards
from academie.accounts.models import RoleName

OUTCOMES = tuple(
    f"/beheer/{page}"
    for page in ("opbrengsten", "keten", "kaart", "allianties", "beloften", "lessen")
)
"""Pages about what came of meetings; they share one line of the menu."""


REPORTS = ("/beheer/rapporten", "/beheer/plannen", "/beheer/bestanden")
"""Pages that account for what was done, and their files; they share one line of the menu."""
DASHBOARD = "/beheer/dashboard"
"""Where everything stands; it is reached from the overview, whose line of the menu it shares."""


class NavItem(NamedTuple):
    """A line of the workplace's menu."""

    url: str
    label: str
    current: bool


def workplace() -> dict[str, Any]:
    """Give pages of the workplace their menu; public pages never look at the session."""
    if not has_request_context() or not request.path.startswith("/beheer"):
        return {}
    if not guards.is_staff():
        return {}
    user = guards.staff()
    lines = [
        ("/beheer/", _("Overzicht")),
        ("/beheer/bijeenkomsten", _("Bijeenkomsten")),
        (OUTCOMES[0], _("Opvolging")),
        (REPORTS[0], _("Rapporten")),
        ("/beheer/partners", _("Partners")),
    ]
    if user.holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER):
        lines.append(("/beheer/vraag-en-aanbod", _("Vraag en aanbod")))
    if user.holds(RoleName.PROJECT_TEAM):
        lines.insert(1, ("/beheer/aanvragen", _("Aanvragen")))
        lines.append(("/beheer/blauwdrukken", _("Blauwdrukken")))
        lines.append(("/beheer/medewerkers", _("Medewerkers")))
        lines.append(("/beheer/privacy", _("Privacy")))
    menu = [NavItem(url, label, _is_current(url)) for url, label in lines]
    return {"staff_nav": menu, "signed_in": user, "sign_out_url": "/uitloggen"}


def _is_current(url: str) -> bool:
    if url == "/beheer/":
        return request.path == url or request.path.startswith(DASHBOARD)
    families = {OUTCOMES[0]: OUTCOMES, REPORTS[0]: REPORTS}
    return request.path.startswith(families.get(url, url))
