"""Tests of planning: formats, checklists, copies and paper."""
