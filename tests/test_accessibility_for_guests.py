"""No page shuts a guest out: checked by axe under our own strict policy, and on a narrow phone."""

from tests.every_page import SEEN_BY_STAFF, pages
from tests.house import routes_of_guests
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
from tests.world import make_world


def test_no_page_shuts_a_guest_out(live: Live) -> None:
    world = make_world()

    with chromium() as context, at_home(context, live.url):
        inspector = Inspector(context)
        walk_the_public_pages(inspector, world)
        walk_the_personal_pages(inspector, world)
        walk_the_pages_of_a_series(inspector, world)
        walk_the_questions(inspector, world)
        walk_the_door(inspector, world)
        walk_the_page_of_a_helper(inspector, world)
        walk_the_errors(inspector, world)

    assert inspector.wrong == []
    every_page = pages(live.app, routes_of_guests.ROUTES)
    assert inspector.seen == {name for name in every_page if not name.startswith(SEEN_BY_STAFF)}
