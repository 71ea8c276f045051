"""Forgetting who helped: names on checklists, and whom to call."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from academie.core.retention import RetentionRule
from academie.events.retention import carry_out, over
from academie.planning.models import Contact, Task

CONTACTS = RetentionRule(
    ("contact.name", "contact.phone"), timedelta(weeks=2), "the end of the meeting"
)
OWNERS = RetentionRule(("task.owner",), timedelta(weeks=12), "the end of the meeting")
LAST_OWNERS = RetentionRule(("task.owner",), timedelta(days=760), "the end of the meeting")
RULES = (CONTACTS, OWNERS, LAST_OWNERS)


def erase_due(now: datetime) -> None:
    """Forget contacts and owners whose time has come; the worker calls this.

    Tasks go on for two years after a meeting: the owner of one that is still open is known longer.
    """
    contacts = delete(Contact).where(Contact.event_id.in_(over(CONTACTS, now)))
    carry_out(CONTACTS, contacts, now, of=Contact.event_id)
    owned = update(Task).where(Task.owner.is_not(None)).values(owner=None)
    done = owned.where(Task.done_at.is_not(None), Task.event_id.in_(over(OWNERS, now)))
    carry_out(OWNERS, done, now, of=Task.event_id)
    last = owned.where(Task.event_id.in_(over(LAST_OWNERS, now)))
    carry_out(LAST_OWNERS, last, now, of=Task.event_id)
