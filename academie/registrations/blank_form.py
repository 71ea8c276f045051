"""The form to register as everybody finds it, written once for each state of its meeting."""

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.events import pools, signs, stamps
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience
from academie.questions import queries as questions
from academie.questions.models import OptionalField
from academie.questions.service import erase_day
from academie.registrations import own_page, queries
from academie.registrations.forms import HiddenFields, RegistrationForm, asked_by

_HIDDEN = Markup("<!-- hidden fields -->")
"""Stands in the page where each visitor gets fields of their own; no text of people has tags."""


class State(NamedTuple):
    """What decides the words of the form.

    Attributes:
        why_shut: why it takes no registrations, when there is more to say than that.
        kept_for: for whom seats are kept.
        own: ref and last day of each question of the organiser's own; its words never change.
        full: ways to take part in which one would have to wait.
        full_groups: of each group whether its seats are gone.
    """

    ref: str
    changed_at: datetime
    is_open: bool
    why_shut: str | None
    asked: frozenset[OptionalField]
    kept_for: tuple[Audience, ...]
    own: tuple[tuple[str, date], ...]
    full: frozenset[AttendanceMode]
    full_groups: tuple[bool, ...]


def page(event: Event) -> str:
    """Write the page with an empty form, and with this visitor's own hidden fields."""
    state, settled = _state(event), event.changed_at < clock.now() - stamps.SETTLES
    written = _kept_page(state) if settled else _page(state)
    hidden = HiddenFields(data={"told_full": " ".join(state.full)}).hidden_tag()
    return written.replace(_HIDDEN, hidden)


def _state(event: Event) -> State:
    now = clock.now()
    is_open = event.open_for_registration(now)
    own = questions.of_event(event)
    return State(
        ref=event.ref,
        changed_at=event.changed_at,
        is_open=is_open,
        why_shut=signs.why_shut(event, now),
        asked=asked_by(event),
        kept_for=tuple(pools.kept_for(event)),
        own=tuple((question.ref, erase_day(question, event)) for question in own),
        full=queries.full_modes(event) if is_open else frozenset(),
        full_groups=tuple(group.pool.left == 0 for group in event.groups),
    )


def _page(state: State) -> str:
    """Write it for everybody, of the meeting as it was read for this state."""
    event = db.session.scalars(select(Event).where(Event.ref == state.ref)).one()
    refs = {ref for ref, _day in state.own}  # what was added since has a state of its own
    own = [question for question in questions.of_event(event) if question.ref in refs]
    form = RegistrationForm.asking(event, own)(event, state.asked, own)
    form.tell_full(state.full, ())
    shown = {"is_open": state.is_open, "why_shut": state.why_shut}
    return own_page.page("register", event, form=form, hidden=_HIDDEN, **shown)


_kept_page = lru_cache(maxsize=128)(_page)
"""Write it once for each state."""
