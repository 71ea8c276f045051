"""Tests of evaluations: nobody can be known from what they said."""
