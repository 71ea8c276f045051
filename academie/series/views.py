"""Standing on the list of a series, for partners: join, stay, leave, and answer an invitation."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from academie.core import clock, links
from academie.core.errors import BrokenLinkError
from academie.core.forms import BaseForm
from academie.core.limits import limiter
from academie.core.web import private_page
from academie.events import ical
from academie.events.models import Series
from academie.events.signs import why_shut
from academie.events.terms import AttendanceMode
from academie.series import queries, service
from academie.series.forms import JoinForm
from academie.series.messages import INVITATION, MEMBER
from academie.series.models import SeriesInvitation, SeriesMember

bp = Blueprint("series", __name__)

PER_NETWORK = "60 per minute; 600 per hour"


@bp.route("/reeksen/<string:slug>", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
def show(slug: str) -> ResponseReturnValue:
    """Tell about a series, and let people ask for a place on its list."""
    series = _series(slug)
    form = JoinForm()
    if form.validate_on_submit():
        service.join(series, now=clock.now(), **form.values())
        return redirect(url_for(".asked", slug=slug), 303)
    page = render_template(
        "series/show.html",
        series=series,
        form=form,
        events=queries.coming(series, clock.now()),
    )
    return page, 422 if form.errors else 200


@bp.get("/reeksen/<string:slug>/aangevraagd")
def asked(slug: str) -> ResponseReturnValue:
    """Tell everybody the same after asking; what is personal travels by mail alone."""
    return render_template("series/asked.html", series=_series(slug))


@bp.get("/vaste-lijst/<string:token>")
@private_page
def mine(token: str) -> ResponseReturnValue:
    """Show somebody whether they stand on the list, with the buttons that fit."""
    member = _member(token)
    return render_template("series/mine.html", member=member, token=token, form=BaseForm())


@bp.post("/vaste-lijst/<string:token>/ja")
@private_page
def confirm(token: str) -> ResponseReturnValue:
    """Put somebody on the list who said yes, or keep them on it."""
    service.confirm(_member(token), now=clock.now())
    return redirect(url_for(".mine", token=token), 303)


@bp.post("/vaste-lijst/<string:token>/weg")
@private_page
def leave(token: str) -> ResponseReturnValue:
    """Take somebody off the list."""
    service.leave(_member(token), now=clock.now())
    return redirect(url_for(".mine", token=token), 303)


@bp.get("/uitnodiging/<string:token>")
@private_page
def invitation(token: str) -> ResponseReturnValue:
    """Ask somebody whether they come."""
    found = _invitation(token)
    event = found.event
    return render_template(
        "series/invitation.html",
        invitation=found,
        event=event,
        registration=service.registration_of(found),
        is_open=event.open_for_registration(clock.now()),
        why_shut=why_shut(event, clock.now()),
        modes=event.mode.attendance_modes,
        where=ical.location(event),
        contact={"mail": event.reply_address, "phone": event.phone},
        token=token,
        form=BaseForm(),
    )


@bp.post("/uitnodiging/<string:token>/ja/<any(onsite, online):mode>")
@private_page
def come(token: str, mode: str) -> ResponseReturnValue:
    """Register somebody who said that they come."""
    service.come(_invitation(token), mode=AttendanceMode(mode), now=clock.now())
    return redirect(url_for(".invitation", token=token), 303)


@bp.post("/uitnodiging/<string:token>/nee")
@private_page
def decline(token: str) -> ResponseReturnValue:
    """Note that somebody does not come."""
    service.decline(_invitation(token), now=clock.now())
    return redirect(url_for(".invitation", token=token), 303)


def _series(slug: str) -> Series:
    return queries.by_slug(slug) or abort(404)


def _member(token: str) -> SeriesMember:
    """Find whose page a personal link leads to.

    Raises:
        BrokenLinkError: the link was changed or revoked.
    """
    claim = links.read(MEMBER, token)
    member = queries.member_by_ref(claim.ref)
    if member is None or member.link_version != claim.version:
        raise BrokenLinkError
    return member


def _invitation(token: str) -> SeriesInvitation:
    """Find the invitation a personal link leads to; who left the list has none.

    Raises:
        BrokenLinkError: the link was changed or revoked.
    """
    claim = links.read(INVITATION, token)
    found = queries.invitation_by_ref(claim.ref)
    if found is None or found.member.link_version != claim.version or found.member.left_at:
        raise BrokenLinkError
    return found
