"""Pages that belong to no room: the workplace's front, privacy, what robots ask, and so on."""

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from academie.accounts.guards import staff, staff_page
from academie.accounts.models import RoleName
from academie.accounts.queries import unusual_exports
from academie.checkpoints import days, worklist
from academie.core import clock, links
from academie.core import privacy as statement
from academie.core.db import db
from academie.evaluations import queries as evaluations
from academie.events import lists, organisers
from academie.events.queries import every_series
from academie.events.terms import EventStatus
from academie.followups import told
from academie.needs import queries as needs
from academie.planning.checklist import due_now
from academie.privacy import queries as private

FOR_EVERYBODY = (
    "events.agenda",
    "share.subscribe",
    "results.outcomes",
    "requests.new",
    "pages.privacy",
    "pages.accessibility",
)
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NOT_FOR_ROBOTS = (
    "/beheer",
    "/inloggen",
    "/aanmelding/",
    "/aanbod/",
    "/kaartje-kwijt",
    "/deur/",
    "/vragen/",
    "/afspraken/",
    "/afspraak/",
    "/meedoen/",
    "/meedoener/",
    "/vervolg/",
    "/wachtwoord",
    "/agenda/inbedden",
)

bp = Blueprint("pages", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Tell a monitor that the application and its database answer."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}


@bp.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Tell search engines what to leave alone, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {start}" for start in NOT_FOR_ROBOTS)]
    lines.append(f"Sitemap: {links.absolute('pages.sitemap')}")
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


@bp.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """Give search engines every page that is for everybody. Source: sitemaps.org."""
    register_namespace("", SITEMAPS)
    root = Element(f"{{{SITEMAPS}}}urlset")
    for url, changed_at in _public_pages():
        page = SubElement(root, f"{{{SITEMAPS}}}url")
        SubElement(page, f"{{{SITEMAPS}}}loc").text = url
        if changed_at:
            SubElement(page, f"{{{SITEMAPS}}}lastmod").text = changed_at.isoformat("T", "seconds")
    return Response(tostring(root, encoding="utf-8", xml_declaration=True), mimetype="text/xml")


def _public_pages() -> Iterator[tuple[str, datetime | None]]:
    """List their full addresses, with the last change where it is known."""
    for endpoint in FOR_EVERYBODY:
        yield links.absolute(endpoint), None
    yield links.absolute("events.agenda", eerder="1"), None
    for slug, changed_at in lists.addresses():
        yield links.absolute("events.show", slug=slug), changed_at
    for series in every_series():
        if series.ended_at is None:
            yield links.absolute("series.show", slug=series.slug), None
    for label in told.public_labels():
        yield links.absolute("followups.outcome", label=label), None


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Tell what we do with people's data."""
    return render_template("pages/privacy.html", statement=statement)


@bp.get("/toegankelijkheid")
def accessibility() -> ResponseReturnValue:
    """Tell how accessible these pages are."""
    return render_template("pages/accessibility.html")


@bp.get("/beheer/")
@staff_page
def workplace() -> ResponseReturnValue:
    """Open the workplace with the meetings ahead."""
    meetings = organisers.coming(staff(), clock.now())
    drafts = sum(event.status is EventStatus.DRAFT for event in meetings)
    taken = sum(pool.taken for event in meetings for pool in event.pools)
    late = sum(line.days_late > 0 for line in due_now(staff(), clock.now()))
    exports = unusual_exports(clock.now()) if staff().holds(RoleName.PROJECT_TEAM) else ()
    return render_template(
        "pages/workplace.html",
        meetings=meetings,
        drafts=drafts,
        taken=taken,
        late=late,
        to_read=evaluations.to_read(staff()) if _may_read_answers() else (),
        exports=exports,
        asked=private.open_requests() if staff().holds(RoleName.PROJECT_TEAM) else (),
        breaches=private.unsettled_breaches() if staff().holds(RoleName.PROJECT_TEAM) else (),
        hosted=needs.hosted_by(staff(), clock.now()),
        follow_ups=worklist.tasks_of(staff(), days.today(clock.now())),
    )


def _may_read_answers() -> bool:
    return staff().holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
