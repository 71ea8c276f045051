"""Cut the fonts of our documents down to the letters that Dutch meetings need."""

from pathlib import Path

from fontTools import subset as fonttools
from fontTools.ttLib import TTFont

SOURCES = {"academie-regular.ttf": "DejaVuSans.ttf", "academie-bold.ttf": "DejaVuSans-Bold.ttf"}

# Every name written in Latin, Greek or Cyrillic letters; the rest becomes a visible box.
LETTERS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x024F),  # Western and Central European, Turkish, Romanian, Frisian
    (0x0259, 0x0259),  # Azeri
    (0x0386, 0x03CE),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x0490, 0x0491),  # Ukrainian
    (0x1E80, 0x1E85),  # Welsh
    (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2010, 0x2027),  # dashes, quotation marks, bullet, ellipsis
    (0x2030, 0x2033),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),  # euro
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2212),  # minus
    (0x2248, 0x2265),  # about equal, at most, at least
    (0x25A0, 0x25A1),  # squares; the open one stands for a letter we lack
    (0x25CB, 0x25CF),
    (0x2713, 0x2717),  # tick and cross
)


def subset(source_dir: Path, target_dir: Path) -> None:
    """Write the small fonts that `academie.core.pdf_text` embeds.

    The same source gives the same bytes. Instructions for old screens are left out: they
    would travel in every document.

    Args:
        source_dir: folder with the fonts of the npm package `dejavu-fonts-ttf`.
        target_dir: made when it is not there.
    """
    target_dir.mkdir(parents=True, exist_ok=True)
    for target, source in SOURCES.items():
        _subset_font(source_dir / source, target_dir / target)


def _subset_font(source: Path, target: Path) -> None:
    options = fonttools.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 6]
    )
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "kern"]
    with TTFont(source, recalcTimestamp=False) as font:
        cutter = fonttools.Subsetter(options)
        cutter.populate(
            unicodes=[letter for first, last in LETTERS for letter in range(first, last + 1)]
        )
        cutter.subset(font)
        font.save(target)
