"""What tests of programmes share with those of meetings: the clock."""

from tests.events.conftest import at

__all__ = ["at"]
