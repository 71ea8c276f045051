"""Tests of the house itself: what every room must keep to."""
