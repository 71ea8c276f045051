"""Tests of the lists that rarely change."""
