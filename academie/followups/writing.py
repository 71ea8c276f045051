"""The steps in which an outcome is written down: their forms, filled in, and their pages."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from academie.accounts.guards import staff
from academie.accounts.models import RoleName
from academie.core import clock, together
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.core.together import SharedForm
from academie.events.models import Event
from academie.followups import gaps, queries, service
from academie.followups.filled import meaning_of, unshown_links, what_of
from academie.followups.forms import MeaningForm, WhatForm
from academie.followups.gaps import IncompleteOutcomeError
from academie.followups.models import Outcome
from academie.followups.terms import Nature
from academie.followups.typed import TypedForm
from academie.reference.models import Challenge
from academie.reference.queries import current_challenges


def held(outcome: Outcome) -> Outcome:
    """Keep an outcome from changing while a step of it is being sent."""
    if together.is_sent():
        queries.lock(outcome)
    return outcome


def what_form(outcome: Outcome | None, typed: TypedForm | None) -> WhatForm:
    """Make the form of step 1, with what was typed before and not saved."""
    meetings = queries.events_to_link(staff())
    needs_meeting = not staff().holds(RoleName.PROJECT_TEAM)
    about: dict[str, Any] = {"data": what_of(outcome, meetings)} if outcome else _beginning()
    form = WhatForm(meetings, needs_meeting=needs_meeting, **about, **_typed(typed))
    if outcome and (others := unshown_links(outcome, meetings)):
        titles = ", ".join(joint.event.title for joint in others)
        form.other_event.description = _("Dit blijft ook gekoppeld: %(titles)s.", titles=titles)
    return form


def meaning_form(outcome: Outcome, typed: TypedForm | None) -> MeaningForm:
    """Make the form of step 3, with what was typed before and not saved."""
    return MeaningForm(_challenges(outcome), data=meaning_of(outcome), **_typed(typed))


def what_page(form: WhatForm, outcome: Outcome | None, typed: TypedForm | None) -> str:
    """Show step 1."""
    return render_template("followups/step_what.html", form=form, outcome=outcome, typed=typed)


def meaning_page(form: MeaningForm, outcome: Outcome, typed: TypedForm | None) -> str:
    """Show step 3."""
    return render_template("followups/step_meaning.html", form=form, outcome=outcome, typed=typed)


def what_values(form: WhatForm, outcome: Outcome) -> dict[str, Any]:
    """Give what step 1 says, with the links to meetings for which it has no place."""
    values = form.values()
    chosen = {joint.event.id for joint in values["events"]}
    values["events"] += [
        service.MeetingLink(joint.event, joint.link)
        for joint in unshown_links(outcome, queries.events_to_link(staff()))
        if joint.event_id not in chosen
    ]
    return values


def changed(outcome: Outcome, form: BaseForm, values: dict[str, Any]) -> bool:
    """Write the answers of a step, or say beside the field what does not fit."""
    try:
        service.change(outcome, by=staff(), now=clock.now(), **values)
    except IncompleteOutcomeError as error:
        say(form, error.gaps)
    except DomainError as error:
        form.refuse(None, str(error))
    return not form.errors


def say(form: BaseForm, found: list[gaps.Gap]) -> None:
    """Say beside each field what does not fit."""
    for gap in found:
        form.refuse(gap.field if gap.field in form else None, str(gap.message))


def say_missing(form: BaseForm, outcome: Outcome) -> None:
    """Say beside the fields what keeps an outcome from being handed in, when asked to look."""
    if request.args.get("controle") and request.method == "GET":
        for gap in gaps.contradictions(outcome) + gaps.missing(outcome):
            if gap.field in form:
                field = form[gap.field]
                field.errors = [*field.errors, str(gap.message)]


def status_of(form: SharedForm) -> int:
    """Give the status of a step that was not saved, or is only opened."""
    return together.refusal_of(form) or 200 if together.is_sent() else 200


def onwards(outcome: Outcome) -> ResponseReturnValue:
    """Go to the next step; an activity has none."""
    if outcome.nature is Nature.ACTIVITY:
        flash(_("Bewaard als activiteit. Je kunt er later een opbrengst van maken."))
        return redirect(url_for("followups_manage.show", ref=outcome.ref))
    return redirect(url_for("followups_manage.knowing", ref=outcome.ref))


def said_now(outcome: Outcome, form: SharedForm) -> str:
    """Write down what a step of an outcome says by now, as its form remembers it."""
    if isinstance(form, WhatForm):
        return together.marks(what_of(outcome, queries.events_to_link(staff())))
    return together.marks(meaning_of(outcome))


def _beginning() -> dict[str, Any]:
    meeting: Event | str = request.args.get("bijeenkomst", "")
    return {"event": meeting, "changed_precision": "unknown"}


def _typed(typed: TypedForm | None) -> dict[str, Any]:
    """Fill a form that is only opened with what was typed."""
    if typed is None or together.is_sent():
        return {}
    return {"formdata": MultiDict(typed.fields)}


def _challenges(outcome: Outcome) -> list[Challenge]:
    """Offer the opgaven in force, and those of an older list that were chosen before."""
    current = current_challenges()
    return [*current, *(known for known in outcome.challenges if known not in current)]
