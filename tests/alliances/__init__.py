"""Tests of local alliances and pledges."""
