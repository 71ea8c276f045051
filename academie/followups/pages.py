"""What the pages of one outcome share: who may open them, and what stands on them."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from academie.accounts.guards import staff
from academie.accounts.models import RoleName
from academie.core import clock
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.followups import queries, review, transfer
from academie.followups.evidence_forms import EvidenceForm
from academie.followups.models import Outcome
from academie.followups.notes import ObservationForm
from academie.lessons import queries as lessons


def readable(ref: str) -> Outcome:
    """Find an outcome this member of staff may read, else there is no such page."""
    return queries.readable_by(staff(), ref) or abort(404)


def writable(ref: str, *, to_change: bool = False) -> Outcome:
    """Find an outcome this member of staff may write on, else there is no such page."""
    outcome = readable(ref)
    if not queries.writable(staff(), outcome) or (to_change and not outcome.is_open):
        abort(404)
    return outcome


def observation_form(**kwargs: Any) -> ObservationForm:
    """Ask what was seen, until today."""
    return ObservationForm(clock.to_local(clock.now()).date(), **kwargs)


def back(outcome: Outcome) -> ResponseReturnValue:
    """Go back to where the form stood."""
    page = "knowing" if request.args.get("stap") and outcome.is_open else "show"
    return redirect(url_for(f"followups_manage.{page}", ref=outcome.ref))


def back_page(outcome: Outcome, seen: ObservationForm, shown: EvidenceForm) -> str:
    """Show the page on which the form stood, with what is wrong."""
    in_step = request.args.get("stap") and outcome.is_open
    return (knowing_page if in_step else show_page)(outcome, seen, shown)


def knowing_page(outcome: Outcome, seen: ObservationForm, shown: EvidenceForm) -> str:
    """Show step 2."""
    row = queries.row(outcome)
    return render_template("followups/step_knowing.html", row=row, seen=seen, shown=shown)


def show_page(outcome: Outcome, seen: ObservationForm, shown: EvidenceForm) -> str:
    """Show one outcome with what may be done now."""
    user = staff()
    return render_template(
        "followups/show.html",
        row=queries.row(outcome),
        links=queries.links_of(outcome),
        meetings=[_meeting(link.event, link.link.label) for link in outcome.events],
        may_write=queries.writable(user, outcome),
        may_judge=review.may_judge(outcome, user),
        may_withdraw=review.may_withdraw(outcome, user),
        is_team=user.holds(RoleName.PROJECT_TEAM),
        elsewhere=transfer.asked_after(outcome),
        lessons=lessons.of_outcome(outcome),
        seen=seen,
        shown=shown,
        now=clock.now(),
    )


def _meeting(event: Event, link: Any) -> tuple[str, str | None, Any]:
    managed = managed_by(staff(), event.ref)
    page = url_for("stories_manage.timeline", ref=event.ref) if managed else None
    return event.title, page, link
