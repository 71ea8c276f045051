"""PDFs: whole, readable by everybody, and without programs or other files inside.

Source: ISO 32000-1, 7.5 (structure of a file) and 7.5.7 (object streams).
"""

import mmap
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.core.content.kinds import RefusedFileError

MOST_INFLATED = 64 * 1024 * 1024
_TAIL = 2048
_BROKEN = _("Deze PDF is beschadigd of niet helemaal binnengekomen. Bewaar hem opnieuw.")
_MIXED = _("Dit bestand is een PDF en nog iets anders tegelijk. Bewaar het opnieuw als PDF.")
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\0]*\Z")
_TABLE = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
_STREAM = re.compile(rb">>\s*stream\r?\n")


def _name(*words: str) -> re.Pattern[bytes]:
    """Find a name in a PDF; each letter may be written as its number too."""
    spelled = (
        "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
        for word in words
    )
    return re.compile(f"/(?:{'|'.join(spelled)})(?![A-Za-z0-9#])".encode())


_ENCRYPTED = _name("Encrypt")
_PAGE = _name("Page")
_OBJECTS = _name("ObjStm")
_INFLATABLE = _name("FlateDecode", "Fl")
_HARMFUL = {
    _name("JavaScript", "JS", "Launch", "RichMedia", "XFA"): _(
        "In deze PDF zit een programma. Druk hem af naar een nieuwe PDF, dan is het weg."
    ),
    _name("EmbeddedFile", "EmbeddedFiles"): _(
        "In deze PDF zitten andere bestanden. Druk hem af naar een nieuwe PDF."
    ),
}


def check(path: Path) -> None:
    """Read through a PDF.

    Raises:
        RefusedFileError: it is broken, encrypted, two kinds at once, or could do harm.
    """
    if zipfile.is_zipfile(path):
        raise RefusedFileError(_MIXED)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        _check_frame(data)
        structure = b"\n".join(_structure(data))
    if _ENCRYPTED.search(structure):
        raise RefusedFileError(_("Deze PDF heeft een wachtwoord of slot. Bewaar hem zonder."))
    for pattern, sentence in _HARMFUL.items():
        _refuse_if(pattern.search(structure) is not None, sentence)
    _refuse_if(_PAGE.search(structure) is None, _BROKEN)


def _check_frame(data: mmap.mmap) -> None:
    """See that the file ends as it should, and that its end knows where its table is."""
    end = _END.search(data[-_TAIL:])
    _refuse_if(end is None, _BROKEN)
    start = int(end[1]) if end else 0
    _refuse_if(_TABLE.match(data[start : start + 64]) is None, _BROKEN)


def _structure(data: mmap.mmap) -> Iterator[bytes]:
    """Give all that says how a PDF is built: what stands outside streams, or packed in some."""
    place, left = 0, MOST_INFLATED
    while found := _STREAM.search(data, place):
        about = data[place : found.start()]
        yield about
        end = data.find(b"endstream", found.end())
        _refuse_if(end < 0, _BROKEN)
        if _OBJECTS.search(about, about.rfind(b"obj")):
            _refuse_if(_INFLATABLE.search(about) is None, _BROKEN)
            objects = _inflated(data[found.end() : end], left)
            left -= len(objects)
            yield objects
        place = end
    yield data[place:]


def _inflated(packed: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        objects = unpacking.decompress(packed, most)
    except zlib.error as error:
        raise RefusedFileError(_BROKEN) from error
    _refuse_if(bool(unpacking.unconsumed_tail), _("Deze PDF wordt te groot als je hem opent."))
    return objects


def _refuse_if(wrong: bool, sentence: LazyString) -> None:  # noqa: FBT001 - it reads as its name says
    if wrong:
        raise RefusedFileError(sentence)
