"""Meetings: agenda, pages, calendar, staff."""
