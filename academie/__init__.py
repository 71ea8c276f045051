"""Academie: events on child poverty, from a local wish to what came of it."""
