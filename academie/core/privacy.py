"""The version of the privacy statement that people see, kept with what they send us."""

from datetime import date

VERSION = "7"
CHANGED_ON = date(2026, 11, 22)
"""When it was last changed; a new text gets a new version and a new day."""
