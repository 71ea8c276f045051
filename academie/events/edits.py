"""What saved changes did to a meeting, for whoever was editing it at the same time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from academie.accounts.models import User
from academie.core.clock import to_local
from academie.core.db import Base, db
from academie.core.formats import date_long, moment
from academie.events import parties
from academie.events.models import Event
from academie.events.terms import AttendanceMode

_AS_TYPED = (
    *("title", "theme", "summary", "description", "venue", "address", "place", "access_notes"),
    *("travel", "join_link", "slug", "organisation", "reply_address", "phone", "wish"),
    *("meeting_money_amount", "meeting_money_proof", "campaign_money_amount"),
    *("campaign_money_proof", "gate_override"),
)
_LABELLED = ("kind", "mode", "province", "school_region", "meeting_money", "campaign_money")


class EventEdit(Base):
    """What one saved change did to the details of a meeting, to tell who was editing meanwhile.

    `changes` has for each field of the form its words before and after.
    """

    __tablename__ = "event_edit"
    __table_args__ = (UniqueConstraint("event_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    revision: Mapped[int]
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    by: Mapped[User | None] = relationship()
    changes: Mapped[dict[str, Any]]


class Change(NamedTuple):
    """A field that somebody else changed: its words before and after, by whom and when.

    Attributes:
        field: its name in the form.
        by: None when nobody was signed in, or nobody noted who did it.
        made_at: None when nobody noted it.
        is_taken: whether the form of whoever is told says so too.
    """

    field: str
    before: str
    after: str
    by: str | None
    made_at: datetime | None
    is_taken: bool = False


def described(event: Event) -> dict[str, str]:
    """Write each field of the form as words; nothing filled in is an empty text."""
    start, end = to_local(event.starts_at), to_local(event.ends_at)
    words = {name: str(getattr(event, name) or "").strip() for name in _AS_TYPED}
    for name in _LABELLED:
        value = getattr(event, name)
        words[name] = str(value.label) if value else ""
    words |= {
        "series": event.series.title if event.series else "",
        "day": date_long(event.starts_at),
        "start": f"{start:%H.%M}",
        "end": f"{end:%H.%M}",
        "max_party": str(event.max_party),
        "listed": _("ja") if event.listed else _("nee"),
        "opens_day": _moment(event.registration_opens_at),
        "closes_day": _moment(event.registration_closes_at),
        "municipalities": _list(row.name for row in event.municipalities),
        "partners": _list(parties.names_of(event)),
        "challenges": _list(row.name for row in event.challenges),
        "lines": _list(str(row.line.label) for row in event.lines),
    }
    return words | _seats(event)


def keep(event: Event, before: Mapping[str, str], *, by: User | None, now: datetime) -> None:
    """Note what a change did; the revision rises when it did anything.

    Args:
        before: what `described` said before it.
    """
    after = described(event)
    changes = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
    if not changes:
        return
    event.revision += 1
    db.session.add(
        EventEdit(event_id=event.id, revision=event.revision, made_at=now, by=by, changes=changes)
    )


@contextmanager
def noted(event: Event, *, now: datetime) -> Iterator[None]:
    """Note what a block does to the details of a meeting without their form, as nobody's change."""
    before = described(event)
    yield
    keep(event, before, by=None, now=now)


def since(event: Event, revision: int) -> Sequence[Change]:
    """List what was changed after a revision: each field once, from its oldest to its newest."""
    found: dict[str, Change] = {}
    edits = db.session.scalars(
        select(EventEdit)
        .where(EventEdit.event_id == event.id, EventEdit.revision > revision)
        .options(joinedload(EventEdit.by))
        .order_by(EventEdit.revision)
    )
    for edit in edits:
        by = edit.by.name if edit.by else None
        for name, (before, after) in edit.changes.items():
            oldest = found[name].before if name in found else before
            found[name] = Change(name, oldest, after, by, edit.made_at)
    return [change for change in found.values() if change.before != change.after]


def _seats(event: Event) -> dict[str, str]:
    capacities = {seats.mode: seats.capacity for seats in event.seats}
    return {
        f"capacity_{mode.value}": "" if capacities.get(mode) is None else str(capacities[mode])
        for mode in AttendanceMode
    }


def _moment(at: datetime | None) -> str:
    return moment(at) if at else ""


def _list(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
