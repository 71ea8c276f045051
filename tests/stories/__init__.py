"""The story of a meeting, the chain of outcomes, the map."""
