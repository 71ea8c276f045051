"""What is refused at a door: its log tells of that too."""

from datetime import datetime

from academie.checkin import guests, scanning
from academie.checkin.book import Line
from academie.checkin.lookup import Device
from academie.checkin.readings import Reading, UnreadableError
from academie.checkin.scanning import AfterwardsError, NotAdmittedError, NothingToUndoError
from academie.checkin.terms import Verdict
from academie.checkin.verdicts import ScanResult
from academie.core.errors import DomainError

_FOR_GOOD = (AfterwardsError, NotAdmittedError, NothingToUndoError, UnreadableError)
"""A full room is none of these: the same scan may come again, and count, when it was long ago."""


def take(device: Device, reading: Reading, *, now: datetime, keys: guests.Keys) -> ScanResult:
    """Take a reading; that it was refused is written down.

    Raises:
        DomainError: as `scanning.take` does.
    """
    try:
        return scanning.take(device, reading, now=now, keys=keys)
    except DomainError as error:
        note(device, reading, error, now=now)
        raise


def note(device: Device, reading: Reading, error: DomainError, *, now: datetime) -> None:
    """Write down what was refused for good, once, without a name.

    The device may have let somebody in, and forgets it now.
    """
    if not isinstance(error, _FOR_GOOD):
        return
    line = Line(device, reading, now)
    if line.stored:
        return
    lets_in = reading.said is not None and reading.said.lets_in
    known = error.verdict if isinstance(error, NotAdmittedError) else reading.said
    line.write(known or Verdict.UNKNOWN, None, conflict=lets_in)
