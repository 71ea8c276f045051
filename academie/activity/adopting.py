"""Adopting a report: its files are made once, kept under their hashes, and named by the database.

Rows come last: a process that dies before the commit leaves files that no row names, which the
worker throws away, and a draft that is a draft as before.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from flask_babel import lazy_gettext as _

from academie.accounts.models import RoleName, User
from academie.activity import canonical, queries
from academie.activity.drawing import Drawing
from academie.activity.models import ActivityFile, ActivityReport
from academie.activity.terms import FileKind
from academie.core import store
from academie.core.db import db, lock_row
from academie.core.errors import IllegalMoveError
from academie.reports.files import write

LARGEST = 200 * 1024 * 1024


class NotYoursError(IllegalMoveError):
    """Who wrote a report does not adopt it."""

    message = _(
        "Jij schreef mee aan dit verslag. Iemand anders uit het projectteam stelt het vast."
    )


class IncompleteError(IllegalMoveError):
    """Something is missing in a report."""

    message = _("Dit verslag is nog niet compleet. Kijk wat er ontbreekt.")
    status = 422


class ChangedMeanwhileError(IllegalMoveError):
    """Somebody changed what a report stands on while it was being adopted."""

    message = _(
        "Intussen is dit verslag of een ander verslag over deze dagen veranderd of vastgesteld. "
        "Lees het nog eens en stel het dan vast."
    )


class State(NamedTuple):
    """What a report stands on: when this is another, its files are those of another report."""

    revision: int
    plan_changed_at: datetime
    adopted_before: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A report with its finished files, written but not in their place yet."""

    state: State
    at: datetime
    name: str
    files: Mapping[FileKind, store.Received]


def may_adopt(report: ActivityReport, user: User) -> bool:
    """Tell whether somebody may adopt a report: the project team, not who wrote in it."""
    is_team = user.active and user.holds(RoleName.PROJECT_TEAM)
    return is_team and user not in report.writers


def require_adoptable(drawing: Drawing, by: User) -> None:
    """Refuse to adopt what is not complete, or by whom it may not be.

    Raises:
        NotYoursError: this is somebody who wrote in it, or not of the project team.
        IncompleteError: something is missing.
    """
    if not may_adopt(drawing.report, by):
        raise NotYoursError
    if not drawing.is_complete:
        raise IncompleteError


@contextmanager
def ready(
    drawing: Drawing, *, by: User, tell: Callable[[float], None] = lambda _part: None
) -> Iterator[Ready]:
    """Make the files of a report; unless it is adopted within the block they are thrown away.

    Do this before the writing transaction opens: making them takes a while.

    Args:
        drawing: the report as final.
        tell: is told how far it is, from 0 to 1.

    Raises:
        NotYoursError, IncompleteError: as for `require_adoptable`.
    """
    require_adoptable(drawing, by)
    state, document = _state(drawing.report), drawing.document
    with ExitStack() as stack:
        contents = _contents(drawing, by, tell)
        files = {kind: _draft(stack, content) for kind, content in contents.items()}
        yield Ready(state=state, at=document.as_of, name=document.key, files=files)


def _state(report: ActivityReport) -> State:
    before = tuple(one.id for one in queries.adopted_before(report))
    return State(report.revision, report.plan.changed_at, before)


def _contents(
    drawing: Drawing, by: User, tell: Callable[[float], None]
) -> Mapping[FileKind, bytes]:
    document = drawing.document
    finished: dict[FileKind, bytes] = {}
    for number, kind in enumerate(FileKind):
        tell(number / len(FileKind))
        if kind is FileKind.CONTENT:
            finished[kind] = canonical.content(drawing, by=by, at=document.as_of)
        else:
            separator, further = _separator(kind), _after(number, tell)
            finished[kind] = write(document, kind.form, separator=separator, tell=further)
    tell(1)
    return finished


def _after(number: int, tell: Callable[[float], None]) -> Callable[[float], None]:
    """Tell how far one file is as part of all, after as many others."""
    return lambda part: tell((number + part) / len(FileKind))


def _separator(kind: FileKind) -> str:
    return "," if kind is FileKind.ZIP_COMMA else ";"


def _draft(stack: ExitStack, content: bytes) -> store.Received:
    path = stack.enter_context(store.draft())
    return store.receive(BytesIO(content), path, LARGEST)


def adopt(report: ActivityReport, made: Ready, *, by: User) -> bool:
    """Make a report final, with its files; False, and nothing changed, when it is already.

    Raises:
        NotYoursError: as for `ready`.
        ChangedMeanwhileError: it is no longer the report of which the files were made.
    """
    queries.lock_with_days_of(report)
    lock_row(report)
    if report.is_adopted:
        return False
    if not may_adopt(report, by):
        raise NotYoursError
    lock_row(report.plan)
    if _state(report) != made.state:
        raise ChangedMeanwhileError
    for kind, received in made.files.items():
        store.keep(received)
        name = f"{made.name}{kind.suffix}"
        file = ActivityFile(kind=kind, name=name, sha256=received.sha256, size=received.size)
        report.files.append(file)
    db.session.flush()
    report.adopted_at, report.adopted_by = made.at, by
    db.session.flush()
    return True
