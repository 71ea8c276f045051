"""No page shuts staff out: checked by axe under our own strict policy, and on a narrow phone."""

from tests.every_page import SEEN_BY_STAFF, pages
from tests.house import routes_of_guests, routes_of_staff
from tests.inspector import Inspector
from tests.live import Live, at_home, chromium
from tests.walk_of_staff import sign_in, walk_the_forms_of_staff, walk_the_workplace
from tests.world import make_world


def test_no_page_shuts_staff_out(live: Live) -> None:
    world = make_world()
    workplace = pages(live.app, routes_of_staff.ROUTES)

    with chromium() as context, at_home(context, live.url):
        inspector = Inspector(context)
        sign_in(inspector, world)
        walk_the_workplace(inspector, sorted(workplace), world)
        walk_the_forms_of_staff(inspector, world)

    assert inspector.wrong == []
    ways_in = {name for name in routes_of_guests.ROUTES if name.startswith(SEEN_BY_STAFF)}
    assert inspector.seen == workplace | pages(live.app, ways_in)
