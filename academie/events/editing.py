"""What a form about a meeting is answered with beside saving it: advice, and what others did."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from academie.accounts.models import User
from academie.core import together
from academie.core.clock import from_local
from academie.events import edits, parties, queries
from academie.events.advice import Advice, advise
from academie.events.dates import Plan
from academie.events.details import details_of
from academie.events.forms import EventForm
from academie.events.models import Event
from academie.events.terms import EventKind, EventStatus, SchoolRegion
from academie.reference.models import Province

_MOMENTS = {"opens_day", "closes_day"}
_WHEN = ("day", "start", "end", "kind", "province", "school_region")
_OVER = {EventStatus.CANCELLED, EventStatus.CLOSED}
_NAMES: Mapping[str, Callable[[EventForm], list[str]]] = {
    "municipalities": EventForm.municipality_names,
    "partners": EventForm.partner_names,
}
_NOTHING = together.digest(None)


def held(event: Event) -> Event:
    """Keep a meeting from changing while a form about a part of it is being sent."""
    if together.is_sent():
        queries.lock(event)
    return event


def advice_on(form: EventForm, user: User, event: Event | None = None) -> tuple[Advice | None, int]:
    """Tell what to know of the date that somebody typed, and the status of the answer."""
    if not form.is_clear(*_WHEN):
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
        organisations=[form.organisation.data or parties.ALLIANCE, *form.partner_names()],
        organisers=event.organisers if event else [user],
    )
    return advise(plan, user), 200


def changed_meanwhile(event: Event, form: EventForm) -> Sequence[edits.Change]:
    """Tell what was changed since this form was opened; once told, it may be saved.

    A form that says the same in all those places undoes nothing: pressing twice is one of those.
    Where nobody typed anything else, the form says from now on what was changed.
    """
    queries.lock(event)
    moved = _moved_on(event, form)
    changes, now = edits.since(event, form.seen), details_of(event)
    before = together.read(form.marks.data or "")
    agrees = all(_agrees(form, event, now, change.field) for change in changes)
    form.revision.data, form.status.data = str(event.revision), event.status.value
    if agrees and not moved:
        return ()
    form.marks.data, form.day_was.data = now["marks"], now["day_was"]
    taken = [
        change._replace(is_taken=_follow(form, now, before, change.field)) for change in changes
    ]
    return [*moved, *taken]


def _moved_on(event: Event, form: EventForm) -> list[edits.Change]:
    """Tell that a meeting went public or lost its date, which gives saving another meaning.

    Who presses the button to publish asks for a public meeting; one that is over is refused anyhow.
    """
    asked = EventStatus.PUBLISHED.value if form.publishes else form.status.data
    if event.status.value in {asked, form.status.data} or event.status in _OVER:
        return []
    before = next((one.label for one in EventStatus if one == form.status.data), "")
    told = (str(before), str(event.status.label))
    return [edits.Change("status", *told, by=None, made_at=None, is_taken=True)]


def _agrees(form: EventForm, event: Event, now: Mapping[str, Any], field: str) -> bool:
    """Tell whether a form asks for what a meeting is already; what it does not ask, it leaves."""
    if field in _NAMES:
        return sorted(_NAMES[field](form)) == sorted(now[field].splitlines())
    if field == "opens_day":
        return form.opens_at == event.registration_opens_at
    if field == "closes_day":
        return form.closes_at == event.registration_closes_at
    return all(
        together.digest(form[name].data) == together.digest(now.get(name))
        for name in _names(form, field)
    )


def _follow(form: EventForm, now: Mapping[str, Any], before: Mapping[str, str], field: str) -> bool:
    """Take over what was changed where nothing else was typed; tell whether the form says it."""
    taken = [
        together.follow(form[name], now.get(name), before=before.get(name, _NOTHING))
        for name in _names(form, field)
    ]
    return all(taken)


def _names(form: EventForm, field: str) -> list[str]:
    names = [field, field.replace("_day", "_time")] if field in _MOMENTS else [field]
    return [name for name in names if name in form]
