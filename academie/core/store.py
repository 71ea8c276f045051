"""Files that people hand in, kept in the data folder under the SHA-256 of their bytes.

A file is written whole beside its place, forced to the disk and renamed into it before the row
that names it is committed. So wherever the power fails, every row has its file. What no row
names, because the commit never came, `sweep` throws away.
"""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, NamedTuple

from academie.config import current_settings

FRESH = timedelta(hours=1)
"""How long a file may wait for the row that names it."""
_PIECE = 64 * 1024


class Received(NamedTuple):
    """A file as it came in, on its way to its place.

    Attributes:
        sha256: of its bytes, in hexadecimal.
    """

    path: Path
    sha256: str
    size: int


class TooLargeError(Exception):
    """More bytes came than were allowed."""


def folder() -> Path:
    """Give the folder of the files, made when it is not there; nobody else may read in it."""
    path = current_settings().data_dir / "files"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(sha256: str) -> Path:
    """Tell where a file stands, or would."""
    return folder() / sha256


@contextmanager
def draft() -> Iterator[Path]:
    """Lend a place for a file in the making; what is still there at the end is thrown away."""
    descriptor, name = tempfile.mkstemp(prefix=".", dir=folder())
    os.close(descriptor)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def receive(source: IO[bytes], path: Path, most: int) -> Received:
    """Write what comes in to a draft, piece by piece.

    Args:
        most: bytes.

    Raises:
        TooLargeError: there are more.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as target:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > most:
                raise TooLargeError
            digest.update(piece)
            target.write(piece)
    return Received(path, digest.hexdigest(), size)


def read_again(path: Path) -> Received:
    """Take the measure of a draft that was written by other means."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return Received(path, sha256, file.tell())


def keep(received: Received) -> None:
    """Put a draft in its place, for good once this returns; before the commit of its row."""
    with received.path.open("rb") as file:
        os.fsync(file.fileno())
    received.path.replace(path_of(received.sha256))
    descriptor = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(named: Collection[str], now: datetime) -> int:
    """Throw away what no row names and what nobody is still handing in. Returns how many.

    Args:
        named: the hashes that rows name.
    """
    swept = 0
    for path in folder().iterdir():
        if path.name not in named and not _is_fresh(path, now):
            swept += _throw_away(path, now)
    return swept


def _throw_away(path: Path, now: datetime) -> bool:
    """Move a file aside first: the same bytes may be handed in again at this very moment."""
    aside = path.with_name(f".{path.name.lstrip('.')}.gone")
    path.replace(aside)
    if _is_fresh(aside, now):
        aside.replace(path)
        return False
    aside.unlink()
    return True


def _is_fresh(path: Path, now: datetime) -> bool:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) > now - FRESH
