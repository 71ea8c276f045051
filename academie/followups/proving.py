"""The verbs of showing that an outcome is true: add evidence, take a file in, take one away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from academie.accounts.models import User
from academie.core import journal, store
from academie.core.content.kinds import FileKind, RefusedFileError
from academie.core.content.sniffing import examine
from academie.core.db import db, lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.followups import queries
from academie.followups.evidence import LARGEST_FILE, Evidence
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeState, Portrayed

WISHED = "evidence"
"""What the journal calls a file that somebody took away."""

_SAID = (
    *("kind", "title", "link", "location", "dated_on", "quote"),
    *("independent", "public", "portrayed", "received_sha256"),
)


class PictureNotAgreedError(DomainError):
    """A picture would be public while somebody in it may not want that."""

    message = _(
        "Iedereen mag deze foto pas zien als niemand te herkennen is,"
        " of als iedereen die te herkennen is schriftelijk ja zei."
    )


class Intake(NamedTuple):
    """A file that came in, read through, and not in its place yet.

    Attributes:
        received: as it will be kept.
        came_as: the hash of what came in; of a picture that is another.
    """

    received: store.Received
    kind: FileKind
    came_as: str


@contextmanager
def intake(source: IO[bytes]) -> Iterator[Intake]:
    """Take a file in; unless its evidence is added within the block it is thrown away again.

    Do this before the writing transaction opens: reading a file through takes a while.

    Raises:
        RefusedFileError: it is too large, or nothing that we can keep.
    """
    with store.draft() as path:
        try:
            came = store.receive(source, path, LARGEST_FILE)
        except store.TooLargeError as error:
            sentence = _("Dit bestand is te groot. Kies een bestand van hooguit 20 MB.")
            raise RefusedFileError(sentence) from error
        kind = examine(path)
        yield Intake(store.read_again(path), kind, came.sha256)


def add_evidence(
    outcome: Outcome, *, added_by: User, now: datetime, file: Intake | None = None, **fields: Any
) -> Evidence:
    """Add something that shows an outcome is true; what stands there already is not added twice.

    Args:
        fields: the columns of `Evidence` that people fill in.

    Raises:
        IllegalMoveError: the outcome is withdrawn.
        PictureNotAgreedError: people in a public picture did not say yes.
    """
    queries.lock(outcome)
    require_not_withdrawn(outcome)
    evidence = Evidence(added_by=added_by, added_at=now, **fields)
    if file:
        evidence.sha256, evidence.file_size = file.received.sha256, file.received.size
        evidence.file_kind, evidence.received_sha256 = file.kind, file.came_as
    _require_agreed(evidence)
    if known := next((one for one in outcome.evidence if _is_same(one, evidence)), None):
        return known
    outcome.evidence.append(evidence)
    db.session.flush()
    if file:
        store.keep(file.received)
    return evidence


def remove_file(evidence: Evidence, *, by: User | None, reason: str, now: datetime) -> None:
    """Take the file of a piece of evidence away; who did that and why stays, with its hash.

    Nobody can open it from now on. The worker throws the bytes away within the hour. What somebody
    took away is a wish: a backup that is put back takes it away again.

    Args:
        by: None when a rule of time does it.

    Raises:
        IllegalMoveError: there is no file any more.
    """
    queries.lock(db.session.get_one(Outcome, evidence.outcome_id))
    lock_row(evidence)
    if not evidence.has_file:
        raise IllegalMoveError(_("Dit bestand is al weggehaald."))
    evidence.removed_at, evidence.removed_by, evidence.removal_reason = now, by, reason
    db.session.flush()
    if by is not None:
        journal.note_wish(f"{WISHED}:{evidence.ref}", now)


def remove_again(ref: str, now: datetime) -> bool:
    """Take a file away once more that a backup brought back; tell whether it was there."""
    evidence = db.session.scalar(select(Evidence).where(Evidence.ref == ref))
    if evidence is None or not evidence.has_file:
        return False
    reason = gettext(
        "Dit bestand was al weggehaald. Een teruggezette reservekopie bracht het terug."
    )
    remove_file(evidence, by=None, reason=reason, now=now)
    journal.note_wish(f"{WISHED}:{ref}", now)
    return True


def kept_files() -> set[str]:
    """Give the hash of every file that some evidence still shows."""
    rows = select(Evidence.sha256).where(
        Evidence.sha256.is_not(None), Evidence.removed_at.is_(None)
    )
    return {sha256 for sha256 in db.session.scalars(rows) if sha256}


def require_not_withdrawn(outcome: Outcome) -> None:
    """Refuse to add anything to what was taken back.

    Raises:
        IllegalMoveError: it is withdrawn.
    """
    if outcome.state is OutcomeState.WITHDRAWN:
        raise IllegalMoveError(_("Deze opbrengst is ingetrokken. Er komt niets meer bij."))


def _is_same(known: Evidence, evidence: Evidence) -> bool:
    """Tell whether evidence says and shows the same, as from a form that was sent twice."""
    same = all(getattr(known, column) == getattr(evidence, column) for column in _SAID)
    return same and known.removed_at is None


def _require_agreed(evidence: Evidence) -> None:
    agreed = evidence.portrayed in {Portrayed.NOBODY, Portrayed.AGREED}
    if evidence.public and evidence.file_kind and evidence.file_kind.is_picture and not agreed:
        raise PictureNotAgreedError
