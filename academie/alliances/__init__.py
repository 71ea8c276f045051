"""Local alliances, and what partners pledged."""
