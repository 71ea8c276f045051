"""Tests of the public results."""
