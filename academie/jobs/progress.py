"""How far work is: told by who does it, written down beside it, so that it never writes itself."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, cast

from flask import Flask, current_app
from sqlalchemy import case, update

from academie.core import clock
from academie.core.db import db, write_transaction
from academie.jobs.models import SETTLED, Job, JobStatus

BEAT_SECONDS = 1.0

log = logging.getLogger(__name__)


class JobFile(NamedTuple):
    """What work made: the file stands in the place it was lent.

    Attributes:
        name: for who fetches it; nobody stands in it.
    """

    name: str
    mimetype: str


class StoppedError(Exception):
    """Nobody waits for this work any more, or another worker does it."""


class Claim(NamedTuple):
    """A job that this worker does, as long as the row says so."""

    id: int
    ref: str
    token: str
    kind: str
    params: Mapping[str, Any]

    def write_down(self, **values: Any) -> bool:
        """Write to the row, if it is still ours; tell whether it is."""
        with write_transaction():
            return self.write_along(**values)

    def write_along(self, **values: Any) -> bool:
        """Do so as part of a transaction that somebody else began."""
        statement = (
            update(Job)
            .where(Job.id == self.id, Job.claim == self.token, Job.status == JobStatus.RUNNING)
            .values(values)
        )
        done = db.session.execute(statement, execution_options={"preserve_rowcount": True})
        written: int = cast("Any", done).rowcount
        return written == 1


class Progress:
    """What work tells while it goes on.

    Attributes:
        target: where to write the file.
    """

    def __init__(self, target: Path, claim: Claim | None = None) -> None:
        """Begin at nothing; without a claim nobody else can stop it."""
        self.target = target
        self._claim = claim
        self.percent = 0
        self.step = ""
        self._stopped = threading.Event()

    def tell(self, percent: int, step: str) -> None:
        """Tell how far it is, and what is done now in plain words; often, for it can end here.

        Raises:
            StoppedError: it has lost its sense.
        """
        if self._stopped.is_set():
            raise StoppedError
        self.percent, self.step = min(max(percent, 0), SETTLED - 1), step

    def settle(self) -> None:
        """Say, in the transaction that changes what lasts, that nobody can stop it any more.

        Raises:
            StoppedError: somebody did already, or another worker does it.
        """
        self.percent = SETTLED
        if self._claim and not self._claim.write_along(percent=SETTLED):
            raise StoppedError

    def stop(self) -> None:
        """Let the next word about it end it."""
        self._stopped.set()


Work = Callable[[Progress, Mapping[str, Any]], JobFile]


@contextmanager
def beating(claim: Claim, progress: Progress, stop: threading.Event) -> Iterator[None]:
    """Write down each second how far work is while the block runs, and keep its claim fresh.

    Args:
        stop: the process ends, and the work with it.
    """
    ended = threading.Event()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - Flask's own way
    pulse = threading.Thread(
        target=_beat, args=(app, claim, progress, stop, ended), name="pulse", daemon=True
    )
    pulse.start()
    try:
        yield
    finally:
        ended.set()
        pulse.join()


def _beat(
    app: Flask, claim: Claim, progress: Progress, stop: threading.Event, ended: threading.Event
) -> None:
    while not ended.wait(BEAT_SECONDS):
        if stop.is_set() or not _is_ours(app, claim, progress):
            progress.stop()


def _is_ours(app: Flask, claim: Claim, progress: Progress) -> bool:
    """Write down how far it is; what goes wrong in that does not end the work."""
    percent = progress.percent
    further = case((Job.percent > percent, Job.percent), else_=percent)
    said = {"percent": further, "step": progress.step or None}
    try:
        with app.app_context():
            return claim.write_down(**said, claimed_at=clock.now())
    except Exception as error:  # noqa: BLE001 - the next second may go well
        log.error("progress of %s: %s", claim.ref, type(error).__name__)  # noqa: TRY400 - data in it
        return True
