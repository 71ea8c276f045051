"""Series, for staff: how far the year is, who stands on the list, and inviting them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import AccessAction, RoleName
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.formats import moment
from academie.core.forms import BaseForm
from academie.core.once import once
from academie.core.small_groups import Figure, shown
from academie.events import queries as event_queries
from academie.events.models import Event, Series
from academie.reports import standing
from academie.reports.lists import Viewer
from academie.series import queries, service, told
from academie.series.forms import SeriesForm, details_of

FIRST_YEAR, LAST_YEAR = 2000, 2100

bp = Blueprint("series_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)


class MeetingLine(NamedTuple):
    """One meeting of a series: how many are expected, and how many came.

    Attributes:
        managed: by who looks; others do not read small groups.
        came: None while it was not held or nobody was counted.
    """

    event: Event
    managed: bool
    expected: Figure
    came: Figure | None


@bp.get("/partners/reeksen")
def index() -> ResponseReturnValue:
    """List the series with how far each is this year."""
    now = clock.now()
    year = clock.to_local(now).year
    rows = event_queries.every_series()
    years = {row.ref: queries.year_of(row, queries.of_year(row, year), now) for row in rows}
    return render_template(
        "series/list.html",
        rows=rows,
        years=years,
        year=year,
        sizes=queries.sizes(),
        may_edit=_may_edit(),
    )


@bp.route("/partners/reeksen/nieuw", methods=["GET", "POST"])
@once
def new() -> ResponseReturnValue:
    """Start a series."""
    require_role(RoleName.PROJECT_TEAM)
    form = SeriesForm(data={"target_per_year": 8, "usual_attendance": 40})
    if form.validate_on_submit():
        series = service.start(now=clock.now(), **form.values())
        flash(_("%(name)s staat erbij.", name=series.title))
        return redirect(url_for(".overview", ref=series.ref), 303)
    page = render_template("series/edit.html", form=form, series=None)
    return page, 422 if form.errors else 200


@bp.get("/partners/reeksen/<string:ref>")
def overview(ref: str) -> ResponseReturnValue:
    """Show one year of a series: planned, held and called off, and how many came."""
    series, now = _series(ref), clock.now()
    year = request.args.get("jaar", clock.to_local(now).year, type=int)
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    events = queries.of_year(series, year)
    lines = _lines(events, now)
    counted = [line.came for line in lines if isinstance(line.came, int)]
    return render_template(
        "series/overview.html",
        series=series,
        year=year,
        figures=queries.year_of(series, events, now),
        lines=lines,
        average=standing.average(events),
        longest=max([series.usual_attendance, *counted]),
        size=queries.sizes().get(series.id, 0),
        may_edit=_may_edit(),
    )


@bp.route("/partners/reeksen/<string:ref>/bewerken", methods=["GET", "POST"])
def edit(ref: str) -> ResponseReturnValue:
    """Change what a series is."""
    require_role(RoleName.PROJECT_TEAM)
    series = _series(ref)
    form = SeriesForm(data=details_of(series))
    if form.validate_on_submit():
        try:
            service.change(series, now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse("kind", str(error))
        else:
            flash(_("De gegevens zijn bewaard."))
            return redirect(url_for(".overview", ref=ref), 303)
    page = render_template("series/edit.html", form=form, series=series)
    return page, 422 if form.errors else 200


@bp.route("/partners/reeksen/<string:ref>/stoppen", methods=["GET", "POST"])
def end(ref: str) -> ResponseReturnValue:
    """Show what stopping a series does, and do it."""
    require_role(RoleName.PROJECT_TEAM)
    series, now = _series(ref), clock.now()
    form = BaseForm()
    if form.validate_on_submit():
        try:
            service.end(series, now=now)
        except DomainError as error:
            form.refuse(None, str(error))
        else:
            flash(_("De reeks is gestopt."))
            return redirect(url_for(".overview", ref=ref), 303)
    page = render_template(
        "series/end.html",
        series=series,
        form=form,
        size=queries.sizes().get(series.id, 0),
        days=queries.KEPT_AFTER_END.days,
        ahead=queries.meetings_ahead(series, clock.now()),
    )
    return page, DomainError.status if form.errors else 200


@bp.get("/partners/reeksen/<string:ref>/vaste-lijst")
def members(ref: str) -> ResponseReturnValue:
    """Show who stands on the list."""
    require_role(RoleName.PROJECT_TEAM)
    series = _series(ref)
    log_access(staff(), AccessAction.VIEW, f"series:{series.ref}/members", clock.now())
    return render_template(
        "series/members.html", series=series, rows=queries.members(series), form=BaseForm()
    )


@bp.post("/partners/reeksen/<string:ref>/vaste-lijst/<string:member_ref>/weg")
def remove(ref: str, member_ref: str) -> ResponseReturnValue:
    """Take somebody off the list who asked for it."""
    require_role(RoleName.PROJECT_TEAM)
    series = _series(ref)
    member = queries.member_by_ref(member_ref)
    if member is None or member.series_id != series.id:
        abort(404)
    service.leave(member, now=clock.now())
    log_access(staff(), AccessAction.ERASE, f"series_member:{member.ref}", clock.now())
    flash(_("Deze persoon staat niet meer op de lijst. De gegevens zijn gewist."))
    return redirect(url_for(".members", ref=ref), 303)


@bp.route("/bijeenkomsten/<string:ref>/vaste-lijst", methods=["GET", "POST"])
def invite(ref: str) -> ResponseReturnValue:
    """Show how many people an invitation reaches, and send it."""
    event = event_queries.managed_by(staff(), ref) or abort(404)
    form = BaseForm()
    if form.validate_on_submit():
        count = service.invite(event, now=clock.now())
        flash(ngettext("%(num)s mail gaat zo weg.", "%(num)s mails gaan zo weg.", count))
        return redirect(url_for(".invite", ref=ref), 303)
    return render_template(
        "series/invite.html",
        event=event,
        form=form,
        audience=told.audience(event),
        caution=_caution(event, clock.now()),
        may_invite=queries.takes_invitations(event, clock.now()),
    )


def _lines(events: Sequence[Event], now: datetime) -> list[MeetingLine]:
    came, viewer = standing.came(events), Viewer(staff(), now)
    return [_line(event, came.get(event.id), managed=viewer.manages(event.ref)) for event in events]


def _line(event: Event, came: int | None, *, managed: bool) -> MeetingLine:
    """Tell of one meeting how many people there are, as reports do to who does not manage it."""
    figure: Callable[[int], Figure] = int if managed else shown
    return MeetingLine(
        event,
        managed,
        expected=figure(sum(pool.taken for pool in event.pools)),
        came=None if came is None else figure(came),
    )


def _caution(event: Event, now: datetime) -> str | None:
    """Tell what keeps those who are invited now from registering; None when nothing does."""
    if event.open_for_registration(now):
        return None
    opens_at = event.registration_opens_at
    if opens_at and now < opens_at:
        return _(
            "Aanmelden kan pas vanaf %(at)s. Wie de mail krijgt, kan tot dan nog niet op de knop"
            " drukken.",
            at=moment(opens_at),
        )
    return _("Aanmelden kan niet meer. Wie de mail krijgt, kan niet op de knop drukken.")


def _series(ref: str) -> Series:
    return queries.by_ref(ref) or abort(404)


def _may_edit() -> bool:
    return staff().holds(RoleName.PROJECT_TEAM)
