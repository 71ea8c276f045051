"""Questions about staff."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from academie.accounts.models import AccessAction, AccessLogLine, Role, RoleName, User
from academie.core import links
from academie.core.clock import to_local
from academie.core.db import db
from academie.core.errors import BrokenLinkError

LINK = "password"
LOG_PAGE = 50
LAST_LOG_PAGE = 100_000
NOTICED_FOR = timedelta(days=7)
MANY_EXPORTS = 3
"""So many downloads of contact data by one person on one day are unusual."""

WAKING_HOURS = range(6, 23)


class LogEntry(NamedTuple):
    """A line of the access log with whoever did it."""

    line: AccessLogLine
    user: User | None


class UnusualExports(NamedTuple):
    """Downloads of contact data on one day that the project team should look at."""

    user: User
    on: date
    times: int


def everybody() -> Sequence[User]:
    """List the staff: who may sign in first, by name; nobody who was forgotten."""
    order = (User.active.desc(), func.lower(func.coalesce(User.name, User.email)), User.id)
    return db.session.scalars(select(User).where(User.emptied_at.is_(None)).order_by(*order)).all()


def by_ref(ref: str) -> User | None:
    """Find somebody by their ref."""
    return db.session.scalar(select(User).where(User.ref == ref))


def by_email(email: str) -> User | None:
    """Find somebody by their address, in lower case."""
    return db.session.scalar(select(User).where(User.email == email))


def by_link(token: str, now: datetime) -> User:
    """Find whose password a link lets choose; a writing transaction keeps the row to itself.

    Raises:
        BrokenLinkError: it was used, replaced, revoked or never ours, or its time is over.
    """
    claim = links.read(LINK, token)
    user = db.session.scalar(select(User).where(User.ref == claim.ref).with_for_update())
    if user is None or user.link_version != claim.version or not link_works(user, now):
        raise BrokenLinkError
    return user


def link_works(user: User, now: datetime) -> bool:
    """Tell whether somebody has a link to choose a password that has not run out."""
    return user.active and user.link_expires_at is not None and now < user.link_expires_at


def roles(names: Iterable[RoleName]) -> list[Role]:
    """Find roles by name."""
    return list(db.session.scalars(select(Role).where(Role.name.in_(list(names)))))


def others_who_manage(user: User) -> int:
    """Count who else of the project team can sign in, and keep that so for this transaction."""
    db.session.execute(select(Role.id).where(Role.name == RoleName.PROJECT_TEAM).with_for_update())
    others = select(func.count()).where(
        User.roles.any(Role.name == RoleName.PROJECT_TEAM),
        User.active,
        User.password.is_not(None),
        User.id != user.id,
    )
    return db.session.scalar(others) or 0


def log_page(number: int) -> tuple[list[LogEntry], bool]:
    """Give a page of the access log, newest first and counted from 1, and whether more follow."""
    rows = db.session.execute(
        select(AccessLogLine, User)
        .outerjoin(User, User.id == AccessLogLine.user_id)
        .order_by(AccessLogLine.id.desc())
        .offset((number - 1) * LOG_PAGE)
        .limit(LOG_PAGE + 1)
    ).all()
    entries = [LogEntry(line, user) for line, user in rows]
    return entries[:LOG_PAGE], len(entries) > LOG_PAGE


def unusual_exports(now: datetime) -> Sequence[UnusualExports]:
    """List who downloaded contact data often on one day of the last week, or in the night."""
    rows = db.session.execute(
        select(AccessLogLine.at, User)
        .join(User, User.id == AccessLogLine.user_id)
        .where(
            AccessLogLine.action == AccessAction.EXPORT,
            AccessLogLine.purpose.is_not(None),
            AccessLogLine.at > now - NOTICED_FOR,
        )
        .order_by(AccessLogLine.id.desc())
    ).all()
    days: dict[tuple[User, date], list[int]] = {}
    for at, user in rows:
        there = to_local(at)
        days.setdefault((user, there.date()), []).append(there.hour)
    return [
        UnusualExports(user, day, len(hours))
        for (user, day), hours in days.items()
        if len(hours) >= MANY_EXPORTS or any(hour not in WAKING_HOURS for hour in hours)
    ]
