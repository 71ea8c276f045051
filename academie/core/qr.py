"""QR codes as squares and as a picture for a page."""

import re
from collections.abc import Iterator
from math import isqrt
from typing import Any

from markupsafe import Markup
from zxingcpp import BarcodeFormat, create_barcode

Matrix = tuple[bytes, ...]
"""Rows of modules, a byte each: 1 is dark."""

QUIET_ZONE = 4
"""White modules that a scanner needs on each side."""

_BLACK_IS_DARK = bytes([1] + [0] * 255)
_DARK = re.compile(rb"\x01+")


def matrix(data: str) -> Matrix:
    """Return the rows of modules without the quiet zone.

    Source: ISO/IEC 18004. Digits, capitals and ``$%*+-./:`` take the least room.

    Raises:
        ValueError: the data is too long for any code.
    """
    code = create_barcode(data, BarcodeFormat.QRCode, ec_level="M")
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)  # its types hide the buffer
    pixels = memoryview(picture).tobytes().translate(_BLACK_IS_DARK)
    side = isqrt(len(pixels))
    return tuple(pixels[start : start + side] for start in range(0, len(pixels), side))


def runs(modules: Matrix) -> Iterator[tuple[int, int, int]]:
    """Yield column, row and length of every unbroken stretch of dark modules."""
    for y, row in enumerate(modules):
        for stretch in _DARK.finditer(row):
            x, end = stretch.span()
            yield x, y, end - x


def svg(data: str, *, label: str) -> Markup:
    """Return an inline picture, black on white with its quiet zone.

    Args:
        label: what the picture is, for people who do not see it.
    """
    modules = matrix(data)
    size = len(modules) + 2 * QUIET_ZONE
    path = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z"
        for x, y, length in runs(modules)
    )
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        '<path d="{path}"/></svg>'
    ).format(size=size, label=label, path=path)
