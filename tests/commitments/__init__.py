"""Tests of commitments from the room."""
