"""Tests of requests for an academy."""
