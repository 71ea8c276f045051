"""The story of a meeting, from wish to today, and what led to what."""
