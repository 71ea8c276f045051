"""How long we keep what is personal."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class RetentionRule:
    """Columns of a table that are emptied or deleted after a while.

    Attributes:
        columns: written as `table.column`.
        kept: how long after `since`.
        since: what the time is counted from, in words.
    """

    columns: tuple[str, ...]
    kept: timedelta
    since: str

    @property
    def name(self) -> str:
        """What the journal calls it: its first column and the number of days."""
        return f"{self.columns[0]} {self.kept.days}"
