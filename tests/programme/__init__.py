"""Tests of the programme: its items, who contributes, and what is left to read."""
