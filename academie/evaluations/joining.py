"""Going on after a meeting: who leaves their name does so apart from their answers."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import Table

from academie.core import journal
from academie.core.db import db, insert_or_ignore, new_ref
from academie.evaluations import queries
from academie.evaluations.models import Joiner, JoinerNeed
from academie.evaluations.service import NotAskedError
from academie.evaluations.terms import CONSENT_VERSION, Need, WindowState
from academie.events.models import Event
from academie.outbox.service import enqueue_sparingly
from academie.outbox.service import forget as take_back


def join(
    event: Event,
    *,
    name: str,
    email: str,
    needs: Collection[Need],
    needed: str | None,
    offered: str | None,
    now: datetime,
) -> None:
    """Keep who wants to go on, and mail them the link to their data.

    An address that is known already gets that mail again and nothing changes, so that nobody
    can test or change what somebody else told us.

    Raises:
        NotAskedError: the meeting asks nothing any more.
    """
    if queries.window(event, now) is not WindowState.OPEN:
        raise NotAskedError
    row = {
        "ref": new_ref(),
        "event_id": event.id,
        "name": name,
        "email": email,
        "needed": needed,
        "offered": offered,
        "consent_version": CONSENT_VERSION,
        "joined_at": now,
        "link_version": 1,
    }
    is_new = insert_or_ignore(cast("Table", Joiner.__table__), row)
    joiner = queries.joiner_by_address(event, email)
    if joiner is None:
        return
    if is_new:
        joiner.needs = [JoinerNeed(need=need) for need in sorted(set(needs))]
    enqueue_sparingly("evaluations.joined", joiner.ref, now)
    db.session.flush()


def change(
    joiner: Joiner,
    *,
    name: str,
    needs: Collection[Need],
    needed: str | None,
    offered: str | None,
) -> None:
    """Put right what somebody told us."""
    joiner.name, joiner.needed, joiner.offered = name, needed, offered
    joiner.needs = [JoinerNeed(need=need) for need in sorted(set(needs))]
    db.session.flush()


def leave(joiner: Joiner, *, now: datetime) -> None:
    """Forget somebody who wants that, at once."""
    forget(joiner)
    journal.note_wish(f"joiner:{joiner.ref}", now)


def forget(joiner: Joiner) -> None:
    """Empty what is personal of somebody, and let their link lead nowhere."""
    joiner.name = joiner.email = joiner.needed = joiner.offered = joiner.connected_note = None
    joiner.link_version += 1
    joiner.needs = []
    take_back(joiner.ref)
    db.session.flush()
