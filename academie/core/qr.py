"""QR codes as squares and as a picture for a page."""

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

Matrix = tuple[tuple[bool, ...], ...]

QUIET_ZONE = 4
"""White modules that a scanner needs on each side."""

# Trying all eight masks takes five times longer and helps no scanner of today.
_MASK = 3


def matrix(data: str, *, version: int | None = None) -> Matrix:
    """Return the rows of modules, dark is true, without the quiet zone.

    Source: ISO/IEC 18004. Digits, capitals and ``$%*+-./:`` take the least room.

    Args:
        version: size of the code, when it is known; finding it takes as long as all else.

    Raises:
        DataOverflowError: the data is too long for the version.
    """
    code = QRCode(version, ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.add_data(data, optimize=0)
    code.make(fit=False)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def runs(modules: Matrix) -> Iterator[tuple[int, int, int]]:
    """Yield column, row and length of every unbroken stretch of dark modules."""
    for y, row in enumerate(modules):
        x = 0
        for dark, stretch in groupby(row):
            length = len(tuple(stretch))
            if dark:
                yield x, y, length
            x += length


def svg(data: str, *, label: str, version: int | None = None) -> Markup:
    """Return an inline picture, black on white with its quiet zone.

    Args:
        label: what the picture is, for people who do not see it.
        version: as for `matrix`.
    """
    modules = matrix(data, version=version)
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
