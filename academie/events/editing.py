"""What a form about a meeting is answered with beside saving it: advice, and what others did."""

from collections.abc import Sequence

from academie.accounts.models import User
from academie.core.clock import from_local
from academie.events import edits, queries
from academie.events.advice import Advice, advise
from academie.events.dates import Plan
from academie.events.forms import EventForm
from academie.events.models import Event
from academie.events.terms import EventKind, SchoolRegion
from academie.reference.models import Province

CONFLICT = 409


def advice_on(form: EventForm, user: User, event: Event | None = None) -> tuple[Advice | None, int]:
    """Tell what to know of the date that somebody typed, and the status of the answer."""
    if not form.when_is_clear():
        return None, 422
    province, region = form.province.data, form.school_region.data
    plan = Plan(
        kind=EventKind(form.kind.data),
        starts_at=from_local(form.day.data, form.start.data),
        ends_at=from_local(form.day.data, form.end.data),
        province=Province(province) if province else None,
        region=SchoolRegion(region) if region else None,
        ref=event.ref if event else None,
        municipalities=form.municipality_names(),
        organisation=form.organisation.data,
        organisers=event.organisers if event else [user],
    )
    return advise(plan, user), 200


def changed_meanwhile(event: Event, form: EventForm) -> Sequence[edits.Change]:
    """Tell what somebody else changed since this form was opened; once told, it may be saved."""
    queries.lock(event)
    changes = edits.since(event, form.seen)
    form.revision.data = str(event.revision)
    return changes
