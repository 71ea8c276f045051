"""Requests: the local wish that becomes a meeting."""
