"""The version of the privacy statement that people see, kept with what they send us."""

VERSION = "4, november 2026"
