"""No page shuts anybody out: checked by axe under our own strict policy, and on a narrow phone."""

import pytest
from flask import Flask

from tests.house.routes import ROUTES, STAFF_ROUTES, methods
from tests.inspector import Inspector
from tests.live import Live, at_home, chromium
from tests.walk_of_guests import (
    walk_the_door,
    walk_the_errors,
    walk_the_page_of_a_helper,
    walk_the_pages_of_a_series,
    walk_the_personal_pages,
    walk_the_public_pages,
    walk_the_questions,
)
from tests.walk_of_staff import sign_in, walk_the_forms_of_staff, walk_the_workplace
from tests.world import World, make_world

NO_PAGES = {
    "pages.healthz",
    "events.event_file",
    "events.event_picture",
    "events.picture_of_all",
    "events.municipality_names",
    "feeds.calendar",
    "feeds.news",
    "results.feed",
    "feeds.data",
    "pages.robots",
    "pages.sitemap",
    "share.frame_script",
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


@pytest.fixture
def world(live: Live) -> World:
    """Make what the pages are about, all before the server is asked for anything."""
    del live
    return make_world()


def test_no_page_shuts_anybody_out(live: Live, world: World) -> None:
    with chromium() as context, at_home(context, live.url):
        inspector = Inspector(context)
        walk_the_public_pages(inspector, world)
        walk_the_personal_pages(inspector, world)
        walk_the_pages_of_a_series(inspector, world)
        walk_the_questions(inspector, world)
        walk_the_door(inspector, world)
        walk_the_page_of_a_helper(inspector, world)
        walk_the_errors(inspector, world)
        sign_in(inspector, world)
        every_page = pages(live.app)
        walk_the_workplace(inspector, filter(every_page.__contains__, STAFF_ROUTES), world)
        walk_the_forms_of_staff(inspector, world)

    assert inspector.wrong == []
    assert inspector.seen == every_page


def pages(app: Flask) -> set[str]:
    return {name for name in ROUTES if "GET" in methods(app, name)} - NO_PAGES
