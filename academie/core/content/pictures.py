"""Pictures, drawn anew: only what can be seen is kept, not where and by whom it was taken."""

import struct
import threading
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _
from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from academie.core.content.kinds import FileKind, RefusedFileError

MOST_PIXELS = 30_000_000
_SHARP_ENOUGH = (3000, 3000)
_READERS: Mapping[FileKind, Callable[[Path], ImageFile]] = {
    FileKind.JPEG: JpegImageFile,
    FileKind.PNG: PngImageFile,
    FileKind.WEBP: WebPImageFile,
}
_WRITTEN: Mapping[FileKind, Mapping[str, Any]] = {
    FileKind.JPEG: {"format": "JPEG", "quality": 92},
    FileKind.PNG: {"format": "PNG"},
    FileKind.WEBP: {"format": "WEBP", "quality": 92},
}
_UNREADABLE = (OSError, SyntaxError, ValueError, IndexError, struct.error, zlib.error)
_one_at_a_time = threading.Lock()
"""A picture takes up to some hundreds of megabytes while it is drawn."""


def draw_anew(path: Path, kind: FileKind) -> None:
    """Draw a picture anew in the place of what came in: upright, and without a word beside it.

    Raises:
        RefusedFileError: it cannot be drawn, moves, or is too large.
    """
    with _one_at_a_time:
        try:
            with _READERS[kind](path) as image:
                picture = _pixels(image, kind)
        except _UNREADABLE as error:
            raise RefusedFileError(_("Deze foto is beschadigd. Kies een andere.")) from error
        picture.save(path, **_WRITTEN[kind])


def _pixels(image: ImageFile, kind: FileKind) -> Image.Image:
    """Read what can be seen; a very large JPEG at half its size or less."""
    if kind is FileKind.JPEG:
        image.draft("RGB", _SHARP_ENOUGH)
    if image.width * image.height > MOST_PIXELS:
        raise RefusedFileError(_("Deze foto heeft te veel beeldpunten. Maak hem kleiner."))
    if kind is not FileKind.JPEG and getattr(image, "is_animated", False):
        raise RefusedFileError(_("Dit beeld beweegt. Kies een foto die stilstaat."))
    upright = ImageOps.exif_transpose(image)
    picture = upright.convert(_mode(upright, kind))
    picture.info = {}
    return picture


def _mode(image: Image.Image, kind: FileKind) -> str:
    if kind is not FileKind.JPEG and image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in {"1", "L"} else "RGB"
