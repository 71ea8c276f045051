"""Tests of staff: signing in, who they are, what they looked at."""
