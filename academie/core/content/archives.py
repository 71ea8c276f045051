"""Office documents, each a ZIP with a list of what is in it: read through to the last byte.

Source: ECMA-376 part 2 (Open Packaging Conventions); OpenDocument 1.3 part 2 (packages).
"""

import re
import zipfile
import zlib
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.core.content.kinds import FileKind, RefusedFileError

MOST_PARTS = 5_000
MOST_INFLATED = 200 * 1024 * 1024
_PIECE = 64 * 1024
_LONGEST_LIST = 4 * 1024 * 1024
_END_SIZE = 22
_ENCRYPTED_BIT = 0x1
_BROKEN = _("Dit bestand is beschadigd. Open het, bewaar het opnieuw en probeer het nog eens.")
_LOCKED = _("Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord.")
_PROGRAM = _("In dit bestand zit een macro of een ander programma. Bewaar het zonder, of als PDF.")
_MIXED = _("Dit bestand is twee dingen tegelijk. Bewaar het opnieuw, of als PDF.")
_UNKNOWN = _("Dit is een ZIP, geen Word, Excel, PowerPoint of LibreOffice. Kies een ander bestand.")
_MAIN = {
    "wordprocessingml.document": FileKind.DOCX,
    "spreadsheetml.sheet": FileKind.XLSX,
    "presentationml.presentation": FileKind.PPTX,
}
_CONTENT_TYPE = re.compile(
    r"""ContentType\s*=\s*["']application/vnd\.openxmlformats-officedocument\.([a-z.]+)\.main\+xml["']"""
)
_FOREIGN = re.compile(
    r"<[^>]*(attachedTemplate|oleObject)[^>]*TargetMode\s*=\s*[\"']External|"
    r"<[^>]*TargetMode\s*=\s*[\"']External[^>]*(attachedTemplate|oleObject)"
)
_OPEN_DOCUMENT = {kind.media_type: kind for kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP)}
_PROGRAMS = re.compile(
    r"(^|/)(vbaproject|vbadata)[^/]*$|(^|/)(activex|macrosheets|basic|scripts)/"
    r"|(^|/)embeddings/[^/]*\.bin$|\.(exe|dll|js|vbs|scr|com|bat|jar)$",
    re.IGNORECASE,
)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
"""What `zipfile` raises over a ZIP; a way of packing it does not know is a RuntimeError."""


def kind_of(path: Path) -> FileKind:
    """Tell which office document a ZIP is, read through whole.

    Raises:
        RefusedFileError: it is none, broken, encrypted, a bomb, or could do harm.
    """
    try:
        with ZipFile(path) as package:
            _check_frame(package, path)
            _check_parts(package.infolist())
            _read_through(package)
            return _open_document(package) or _open_xml(package)
    except _UNREADABLE as error:
        raise RefusedFileError(_BROKEN) from error


def _check_frame(package: ZipFile, path: Path) -> None:
    """See that nothing stands before or after the parts: a ZIP may hide in something else."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _END_SIZE, 0))
        ends_well = file.read().startswith(b"PK\x05\x06")
    starts = [part.header_offset for part in package.infolist()]
    _refuse_if(not ends_well or not starts or min(starts) != 0, _MIXED)


def _check_parts(parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    _refuse_if(any(part.flag_bits & _ENCRYPTED_BIT for part in parts), _LOCKED)
    _refuse_if(
        len(parts) > MOST_PARTS or len({name.lower() for name in names}) < len(names), _BROKEN
    )
    _refuse_if(any(_leads_outside(name) for name in names), _BROKEN)
    _refuse_if(any(_PROGRAMS.search(name) for name in names), _PROGRAM)


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _read_through(package: ZipFile) -> None:
    """Unpack everything once, keeping nothing: this checks each sum and stops at a bomb."""
    left = MOST_INFLATED
    for part in package.infolist():
        with package.open(part) as unpacked:
            while piece := unpacked.read(_PIECE):
                left -= len(piece)
                _refuse_if(left < 0, _("Dit bestand wordt te groot als je het opent."))


def _open_document(package: ZipFile) -> FileKind | None:
    """Tell which OpenDocument it is, if any: its first part says so, and is not packed."""
    first = min(package.infolist(), key=lambda part: part.header_offset)
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        return None
    kind = _OPEN_DOCUMENT.get(_words(package, "mimetype"))
    if kind is None or "content.xml" not in package.namelist():
        return None
    _refuse_if("encryption-data" in _words(package, "META-INF/manifest.xml"), _LOCKED)
    return kind


def _open_xml(package: ZipFile) -> FileKind:
    """Tell which Office Open XML it is, by its one main part."""
    types = _words(package, "[Content_Types].xml")
    _refuse_if("macroEnabled" in types or "vbaProject" in types, _PROGRAM)
    main = set(_CONTENT_TYPE.findall(types))
    _refuse_if(len(main) != 1 or "_rels/.rels" not in package.namelist(), _UNKNOWN)
    kind = _MAIN.get(main.pop())
    if kind is None:
        raise RefusedFileError(_UNKNOWN)
    for name in package.namelist():
        if name.endswith(".rels"):
            _refuse_if(_FOREIGN.search(_words(package, name)) is not None, _PROGRAM)
    return kind


def _words(package: ZipFile, name: str) -> str:
    """Read a part that only says what else there is; one that is not there says nothing."""
    if name not in package.namelist():
        return ""
    _refuse_if(package.getinfo(name).file_size > _LONGEST_LIST, _BROKEN)
    return package.read(name).decode("utf-8", "replace")


def _refuse_if(wrong: bool, sentence: LazyString) -> None:  # noqa: FBT001 - it reads as its name says
    if wrong:
        raise RefusedFileError(sentence)
