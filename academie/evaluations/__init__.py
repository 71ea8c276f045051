"""Evaluations: what people thought, need and offer, without knowing who."""
