"""Asking after three months to two years what came of a meeting."""
