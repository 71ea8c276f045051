"""Tests of who wants to come."""
