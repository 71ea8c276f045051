"""Tests of assisted."""
