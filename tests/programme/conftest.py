"""What tests of programmes share with those of meetings: the clock, and a count of queries."""

from tests.events.conftest import at, queries_of

__all__ = ["at", "queries_of"]
