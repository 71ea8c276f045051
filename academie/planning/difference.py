"""What changed between two versions of a format."""

from collections.abc import Iterable
from typing import NamedTuple

from academie.planning.models import CONTENT, FormatIngredient


class Change(NamedTuple):
    """An ingredient as it was and as it became."""

    old: FormatIngredient
    new: FormatIngredient


class Difference(NamedTuple):
    """What became new, other, or went; the order alone is no difference."""

    added: list[FormatIngredient]
    changed: list[Change]
    removed: list[FormatIngredient]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not (self.added or self.changed or self.removed)


def difference(old: Iterable[FormatIngredient], new: Iterable[FormatIngredient]) -> Difference:
    """Compare ingredients by their keys."""
    before = {row.key: row for row in old}
    after = {row.key: row for row in new}
    return Difference(
        added=[row for key, row in after.items() if key not in before],
        changed=[
            Change(before[key], row)
            for key, row in after.items()
            if key in before and _says(before[key]) != _says(row)
        ],
        removed=[row for key, row in before.items() if key not in after],
    )


def _says(row: FormatIngredient) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in CONTENT)
