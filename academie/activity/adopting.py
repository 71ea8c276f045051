"""Adopting a report: its files are made once, kept under their hashes, and named by the database.

Rows come last: a process that dies before the commit leaves files that no row names, which the
worker throws away, and a draft that is a draft as before.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from flask_babel import lazy_gettext as _

from academie.accounts.models import RoleName, User
from academie.activity import canonical
from academie.activity.drawing import Drawing, draw
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
    """Somebody wrote in a report while it was being adopted."""

    message = _("Iemand veranderde dit verslag net. Lees het nog eens en stel het dan vast.")


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A report with its finished files, written but not in their place yet."""

    state: tuple[int, datetime]
    at: datetime
    name: str
    files: Mapping[FileKind, store.Received]


def writers(report: ActivityReport) -> set[User]:
    """Name everybody whose words stand in a report."""
    return {report.author, *(line.by for line in report.lines)}


def may_adopt(report: ActivityReport, user: User) -> bool:
    """Tell whether somebody may adopt a report: the project team, not who wrote in it."""
    return user.holds(RoleName.PROJECT_TEAM) and user not in writers(report)


@contextmanager
def ready(report: ActivityReport, *, by: User, now: datetime) -> Iterator[Ready]:
    """Make the files of a report; unless it is adopted within the block they are thrown away.

    Do this before the writing transaction opens: making them takes a while.

    Raises:
        NotYoursError: this is somebody who wrote in it, or not of the project team.
        IncompleteError: something is missing.
    """
    if not may_adopt(report, by):
        raise NotYoursError
    drawing = draw(report, now, final=True)
    if not drawing.is_complete:
        raise IncompleteError
    with ExitStack() as stack:
        files = {
            kind: _draft(stack, content)
            for kind, content in _contents(drawing, by=by, now=now).items()
        }
        yield Ready(state=_state(report), at=now, name=drawing.document.key, files=files)


def _state(report: ActivityReport) -> tuple[int, datetime]:
    """Tell when the words of a report are others: those written in it, or those of its plan."""
    return report.revision, report.plan.changed_at


def _contents(drawing: Drawing, *, by: User, now: datetime) -> Mapping[FileKind, bytes]:
    finished = {
        kind: write(drawing.document, kind.value)
        for kind in FileKind
        if kind is not FileKind.CONTENT
    }
    return finished | {FileKind.CONTENT: canonical.content(drawing, by=by, at=now)}


def _draft(stack: ExitStack, content: bytes) -> store.Received:
    path = stack.enter_context(store.draft())
    return store.receive(BytesIO(content), path, LARGEST)


def adopt(report: ActivityReport, made: Ready, *, by: User) -> bool:
    """Make a report final, with its files; False, and nothing changed, when it is already.

    Raises:
        NotYoursError: as for `ready`.
        ChangedMeanwhileError: it is no longer the report of which the files were made.
    """
    lock_row(report)
    if report.is_adopted:
        return False
    if not may_adopt(report, by):
        raise NotYoursError
    db.session.refresh(report.plan)
    if _state(report) != made.state:
        raise ChangedMeanwhileError
    for kind, received in made.files.items():
        store.keep(received)
        ending = "inhoud.json" if kind is FileKind.CONTENT else kind.value
        file = ActivityFile(
            kind=kind, name=f"{made.name}.{ending}", sha256=received.sha256, size=received.size
        )
        report.files.append(file)
    db.session.flush()
    report.adopted_at, report.adopted_by = made.at, by
    db.session.flush()
    return True
