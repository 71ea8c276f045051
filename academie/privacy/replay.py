"""Forgetting again, after a backup was put back, who was forgotten since it was made.

The worker keeps the wishes of the last weeks in a file beside the database, which is not in the
backup. What a rule of time erased needs no file: the worker erases it again within the hour.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from academie.config import current_settings
from academie.core.db import db
from academie.core.journal import WISH, Erasure
from academie.evaluations import joining
from academie.evaluations.models import Joiner
from academie.privacy import elsewhere, service
from academie.programme import contributors
from academie.programme.models import Contributor
from academie.registrations import consents, queries
from academie.registrations.models import ConsentKind
from academie.requests import erasing
from academie.requests.models import AcademyRequest
from academie.series import service as series
from academie.series.models import SeriesMember

BACKUP_KEPT = timedelta(days=30)
FILE = "erased.jsonl"


class Wish(NamedTuple):
    """What somebody had erased: a kind of row and its ref, and when."""

    subject: str
    at: datetime


def write_down(now: datetime) -> None:
    """Write the wishes that a backup may not know of to a file; a duty of the worker."""
    wishes = db.session.execute(
        select(Erasure.subject, Erasure.at)
        .where(Erasure.rule == WISH, Erasure.at > now - BACKUP_KEPT)
        .order_by(Erasure.id)
    )
    lines = [json.dumps({"subject": subject, "at": at.isoformat()}) for subject, at in wishes]
    path = current_settings().data_dir / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    draft.replace(path)


def read(path: Path) -> list[Wish]:
    """Read such a file.

    Raises:
        ValueError: it is no such file.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
    try:
        wishes = [Wish(row["subject"], datetime.fromisoformat(row["at"])) for row in rows]
    except (KeyError, TypeError) as error:
        raise ValueError(path) from error
    if any(_parts(wish)[0] not in _AGAIN.keys() | elsewhere.kinds() for wish in wishes):
        raise ValueError(path)
    return wishes


def again(wishes: Iterable[Wish], *, now: datetime) -> int:
    """Erase once more what people had erased; nobody is mailed, and what is gone stays gone.

    Returns:
        of how many wishes something was still there.
    """
    return sum(_once_more(wish, now) for wish in wishes)


def _once_more(wish: Wish, now: datetime) -> bool:
    kind, ref = _parts(wish)
    known = _AGAIN.get(kind)
    return known(ref, wish.at, now) if known else elsewhere.erase(kind, ref, now)


def _parts(wish: Wish) -> tuple[str, str]:
    kind, _separator, ref = wish.subject.partition(":")
    return kind, ref


def _guest(ref: str, _at: datetime, now: datetime) -> bool:
    found = queries.by_ref(ref)
    if found is None or found.is_erased:
        return False
    service.erase(found, now=now, last_mail=False)
    return True


def _consent(ref: str, at: datetime, now: datetime) -> bool:
    """Take a yes back, unless it was given after it was taken back."""
    guest_ref, _separator, kind = ref.partition("/")
    found = queries.by_ref(guest_ref)
    return found is not None and consents.withdraw(
        found, ConsentKind(kind), now=now, given_before=at
    )


def _asker(ref: str, _at: datetime, now: datetime) -> bool:
    found = db.session.scalar(select(AcademyRequest).where(AcademyRequest.ref == ref))
    if found is None or found.email is None:
        return False
    erasing.erase(found, now=now)
    return True


def _speaker(ref: str, _at: datetime, now: datetime) -> bool:
    found = db.session.scalar(select(Contributor).where(Contributor.ref == ref))
    if found is None or found.name is None:
        return False
    contributors.withdraw(found, now=now)
    return True


def _member(ref: str, _at: datetime, now: datetime) -> bool:
    found = db.session.scalar(select(SeriesMember).where(SeriesMember.ref == ref))
    if found is None or found.left_at is not None:
        return False
    series.leave(found, now=now)
    return True


def _joiner(ref: str, _at: datetime, now: datetime) -> bool:
    found = db.session.scalar(select(Joiner).where(Joiner.ref == ref))
    if found is None or found.email is None:
        return False
    joining.leave(found, now=now)
    return True


_AGAIN: dict[str, Callable[[str, datetime, datetime], bool]] = {
    "registration": _guest,
    "consent": _consent,
    "request": _asker,
    "contributor": _speaker,
    "member": _member,
    "joiner": _joiner,
}
