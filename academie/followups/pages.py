"""What the pages of one outcome share: who may open them, and what stands on them."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from academie.accounts.guards import staff
from academie.accounts.models import RoleName
from academie.core import clock
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.followups import chains, drafting, gaps, linking, queries, review, transfer
from academie.followups.evidence_forms import EvidenceForm
from academie.followups.models import Outcome
from academie.followups.notes import ObservationForm
from academie.followups.terms import Step
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
    return redirect(url_for(f"followups_manage.{page}", ref=outcome.ref), 303)


def back_page(
    outcome: Outcome, seen: ObservationForm | None = None, shown: EvidenceForm | None = None
) -> str:
    """Show the page on which the form stood, with what is wrong."""
    in_step = request.args.get("stap") and outcome.is_open
    return (knowing_page if in_step else show_page)(outcome, seen, shown)


def knowing_page(
    outcome: Outcome, seen: ObservationForm | None = None, shown: EvidenceForm | None = None
) -> str:
    """Show step 2."""
    forms = _forms(outcome, seen, shown)
    return render_template("followups/step_knowing.html", row=queries.row(outcome), **forms)


def show_page(
    outcome: Outcome, seen: ObservationForm | None = None, shown: EvidenceForm | None = None
) -> str:
    """Show one outcome with what may be done now."""
    user, links = staff(), chains.links_of(outcome)
    return render_template(
        "followups/show.html",
        row=queries.row(outcome),
        links=links,
        may_unlink=[link.ref for link in links if linking.may_withdraw(link, user)],
        withdrawn_links=chains.withdrawn_links_of(outcome),
        meetings=[_meeting(link.event, link.link.label) for link in outcome.events],
        may_write=queries.writable(user, outcome),
        may_judge=review.may_judge(outcome, user),
        may_adopt=review.may_adopt(outcome, user),
        may_withdraw=review.may_withdraw(outcome, user),
        is_team=user.holds(RoleName.PROJECT_TEAM),
        elsewhere=transfer.asked_after(outcome),
        lessons=lessons.of_outcome(outcome),
        overtaken=[gap.message for gap in gaps.contradictions(outcome)],
        now=clock.now(),
        **_forms(outcome, seen, shown),
    )


def _forms(
    outcome: Outcome, seen: ObservationForm | None, shown: EvidenceForm | None
) -> dict[str, Any]:
    """Give the two forms that add something; one that was not sent holds what was typed before."""
    typed = drafting.each_of(staff(), outcome)
    kept = {step: MultiDict(one.fields) for step, one in typed.items()}
    return {
        "seen": seen or observation_form(formdata=kept.get(Step.SEEN)),
        "shown": shown or EvidenceForm(formdata=kept.get(Step.SHOWN)),
        "typed": {step.value: typed.get(step) for step in (Step.SEEN, Step.SHOWN)},
    }


def _meeting(event: Event, link: Any) -> tuple[str, str | None, Any]:
    managed = managed_by(staff(), event.ref)
    page = url_for("stories_manage.timeline", ref=event.ref) if managed else None
    return event.title, page, link
