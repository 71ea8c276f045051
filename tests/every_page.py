"""Every address that shows a page: what a walk through the house has to see."""

from collections.abc import Collection

from flask import Flask

from tests.house.routes import methods

NO_PAGES = {
    "pages.healthz",
    "events.event_file",
    "events.event_picture",
    "events.picture_of_all",
    "events.municipality_names",
    "feeds.calendar",
    "feeds.news",
    "results.feed",
    "reports.schema",
    "activity.schema",
    "open_results.data",
    "open_results.table",
    "open_results.dictionary",
    "open_results.schema",
    "feeds.data",
    "pages.robots",
    "pages.sitemap",
    "share.frame_script",
    "activity_manage.file",
    "assisted.ticket_file",
    "assisted_manage.ticket",
    "assisted_manage.ticket_file",
    "registrations.ticket",
    "requests.data",
    "requests_manage.letter",
    "registrations.calendar",
    "registrations.keeper",
    "checkin_api.guest_list",
    "checkin_api.state",
    "checkin_api.search",
    "privacy.download",
    "privacy.readable",
    "guest_privacy.download",
    "jobs_manage.fetch",
    "reports_manage.download",
    "partners.names",
    "partners_manage.export",
    "paper_manage.flyer",
    "door_paper.door_list",
    "door_paper.proof",
    "checkin.proof",
    "checkin.worker",
    "commitments.worker",
    "stories.chain_file",
    "stories_manage.chain_file",
    "followups.evidence",
    "evidence_manage.download",
}

SEEN_BY_STAFF = "accounts."
"""Addresses open to all that only staff come by, on their way in."""


def pages(app: Flask, endpoints: Collection[str]) -> set[str]:
    """Give those of these addresses that show a page."""
    return {name for name in endpoints if "GET" in methods(app, name)} - NO_PAGES
