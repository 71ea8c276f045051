"""Every address says for whom it is, and keeps everybody else out.

A new route gets a line in `ROUTES`; without one a test fails.
"""

from enum import Enum
from typing import NamedTuple

import pytest
from flask import Flask

from academie.accounts import queries
from academie.accounts.models import RoleName
from academie.core.db import db
from tests.browser import Browser
from tests.checkin.factories import make_door, make_guest
from tests.factories import make_event, make_user
from tests.followups.factories import make_outcome

TEAM, ORGANISER, READER = RoleName.PROJECT_TEAM, RoleName.ORGANISER, RoleName.READER


class Audience(Enum):
    """Who may open an address.

    PUBLIC is everybody, LINK whoever holds a personal link; the others have signed in. ORGANISERS
    are the project team and the organiser of the meeting that the address is about.
    """

    PUBLIC = "public"
    LINK = "link"
    STAFF = "staff"
    ORGANISERS = "organisers"
    PROJECT_TEAM = "project team"


ROLES = {
    Audience.STAFF: {TEAM, ORGANISER, READER},
    Audience.ORGANISERS: {TEAM, ORGANISER},
    Audience.PROJECT_TEAM: {TEAM},
}


class Route(NamedTuple):
    """A route's audience, and what its address is about: names of `things` by argument.

    `missing` marks an address that needs more than `things` holds: whoever may open it gets a 404.
    """

    audience: Audience
    about: dict[str, str] | None = None
    missing: bool = False


PUBLIC, LINK = Route(Audience.PUBLIC), Route(Audience.LINK)
EVENT, USER, OUTCOME = {"ref": "event"}, {"ref": "user"}, {"ref": "outcome"}
GUEST = EVENT | {"registration_ref": "guest"}

ROUTES = {
    "pages.healthz": PUBLIC,
    "pages.privacy": PUBLIC,
    "pages.accessibility": PUBLIC,
    "pages.workplace": Route(Audience.STAFF),
    "accounts.sign_in": PUBLIC,
    "accounts.code": PUBLIC,
    "accounts.recovery_code": PUBLIC,
    "accounts.set_up": PUBLIC,
    "accounts.sign_out": PUBLIC,
    "accounts.forgotten": PUBLIC,
    "accounts.forgotten_sent": PUBLIC,
    "accounts.choose_password": LINK,
    "accounts_manage.everybody": Route(Audience.PROJECT_TEAM),
    "accounts_manage.invite": Route(Audience.PROJECT_TEAM),
    "accounts_manage.access_log": Route(Audience.PROJECT_TEAM),
    "accounts_manage.person": Route(Audience.PROJECT_TEAM, USER),
    "accounts_manage.invite_again": Route(Audience.PROJECT_TEAM, USER),
    "accounts_manage.deactivate": Route(Audience.PROJECT_TEAM, USER),
    "accounts_manage.activate": Route(Audience.PROJECT_TEAM, USER),
    "accounts_manage.reset_second_step": Route(Audience.PROJECT_TEAM, USER),
    "events.agenda": PUBLIC,
    "events.show": PUBLIC,
    "events.event_file": PUBLIC,
    "events.feed": PUBLIC,
    "events_manage.index": Route(Audience.STAFF),
    "events_manage.new": Route(Audience.ORGANISERS),
    "events_manage.edit": Route(Audience.ORGANISERS, EVENT),
    "events_manage.cancel": Route(Audience.ORGANISERS, EVENT),
    "events_manage.move": Route(Audience.ORGANISERS, EVENT | {"name": "uitstellen"}),
    "registrations.register": PUBLIC,
    "registrations.received": PUBLIC,
    "registrations.mine": LINK,
    "registrations.ticket": LINK,
    "registrations.calendar": LINK,
    "registrations.sign_off": LINK,
    "registrations_manage.overview": Route(Audience.ORGANISERS, EVENT),
    "registrations_manage.detail": Route(Audience.ORGANISERS, GUEST),
    "registrations_manage.cancel": Route(Audience.ORGANISERS, GUEST),
    "registrations_manage.send_again": Route(Audience.ORGANISERS, GUEST),
    "checkin.door": LINK,
    "checkin.check_code": LINK,
    "checkin.scan": LINK,
    "checkin_manage.doors": Route(Audience.ORGANISERS, EVENT),
    "checkin_manage.revoke": Route(Audience.ORGANISERS, EVENT | {"door_ref": "door"}),
    "followups.timeline": PUBLIC,
    "followups.outcomes": PUBLIC,
    "followups.outcome": PUBLIC,
    "followups_manage.register": Route(Audience.STAFF),
    "followups_manage.new": Route(Audience.ORGANISERS),
    "followups_manage.timeline": Route(Audience.ORGANISERS, EVENT),
    "followups_manage.show": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.what": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.knowing": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.meaning": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.observe": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.show_evidence": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.submit": Route(Audience.ORGANISERS, OUTCOME),
    "followups_manage.adopt": Route(Audience.PROJECT_TEAM, OUTCOME),
    "followups_manage.hand_back": Route(Audience.PROJECT_TEAM, OUTCOME),
    "followups_manage.withdraw": Route(Audience.ORGANISERS, OUTCOME),
    "reports_manage.report": Route(Audience.STAFF),
    "reports_manage.download": Route(Audience.STAFF, {"kind": "pdf"}),
}
STAFF_ROUTES = sorted(name for name, route in ROUTES.items() if route.audience in ROLES)
REFUSED = {403, 404}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: who may what does not depend on it."""
    return sqlite_url


@pytest.fixture
def things(app: Flask) -> dict[str, str]:  # noqa: ARG001 - they live in its database
    """Make what addresses are about, and give the ref of each."""
    event = make_event()
    organiser = make_user(ORGANISER, "organisator@voorbeeld.nl", events=[event])
    guest = make_guest(event)
    door = make_door(event)
    outcome = make_outcome(event)
    db.session.commit()
    return {
        "event": event.ref,
        "user": organiser.ref,
        "guest": guest.ref,
        "door": door.ref,
        "outcome": outcome.ref,
        "uitstellen": "uitstellen",
        "pdf": "pdf",
    }


def address(app: Flask, endpoint: str, things: dict[str, str]) -> str:
    about = ROUTES[endpoint].about or {}
    return path(app, endpoint, {name: things[thing] for name, thing in about.items()})


def path(app: Flask, endpoint: str, values: dict[str, str]) -> str:
    return app.url_map.bind("localhost").build(endpoint, values)


def methods(app: Flask, endpoint: str) -> set[str]:
    rules = app.url_map.iter_rules(endpoint)
    return {method for rule in rules for method in rule.methods or ()} & {"GET", "POST"}


def browsers(app: Flask) -> dict[RoleName, Browser]:
    organiser = queries.by_email("organisator@voorbeeld.nl")
    assert organiser is not None
    people = {
        TEAM: make_user(TEAM),
        ORGANISER: organiser,
        READER: make_user(READER, "lezer@voorbeeld.nl"),
    }
    found = {role: Browser(app) for role in people}
    for role, user in people.items():
        found[role].sign_in(user)
    return found


def test_every_route_says_for_whom_it_is(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


def test_what_is_under_beheer_is_for_staff_and_nothing_else(app: Flask) -> None:
    staff = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/beheer")}

    assert sorted(staff) == STAFF_ROUTES


def test_what_needs_a_link_holds_a_token(app: Flask) -> None:
    with_token = {rule.endpoint for rule in app.url_map.iter_rules() if "token" in rule.arguments}

    assert with_token == {name for name, route in ROUTES.items() if route.audience is Audience.LINK}


def test_a_link_that_is_none_of_ours_opens_nothing(app: Flask, browser: Browser) -> None:
    for rule in app.url_map.iter_rules():
        if ROUTES[rule.endpoint].audience is Audience.LINK and "GET" in (rule.methods or ()):
            values = dict.fromkeys(rule.arguments, "0123456789abcdef-1.wrong")
            url = path(app, rule.endpoint, values)

            page = browser.get(url)

            assert page.status == 404, url


def test_a_stranger_is_sent_to_sign_in(
    app: Flask, browser: Browser, things: dict[str, str]
) -> None:
    token = browser.get("/inloggen").one("[name=csrf_token]")["value"]

    for endpoint in STAFF_ROUTES:
        url = address(app, endpoint, things)
        for method in methods(app, endpoint):
            page = browser.get(url) if method == "GET" else browser.post(url, {"csrf_token": token})

            assert page.url == "/inloggen", f"{method} {url}"


def test_every_page_opens_for_its_roles_and_for_no_other(
    app: Flask, things: dict[str, str]
) -> None:
    for role, browser in browsers(app).items():
        for endpoint in STAFF_ROUTES:
            route = ROUTES[endpoint]
            if "GET" not in methods(app, endpoint):
                continue

            page = browser.get(address(app, endpoint, things))

            where = f"{role} at {page.url}"
            if role not in ROLES[route.audience]:
                assert page.status in REFUSED, where
            elif route.missing:
                assert page.status == 404, where
            else:
                assert page.status == 200, where


def test_every_button_of_another_role_is_refused(app: Flask, things: dict[str, str]) -> None:
    for role, browser in browsers(app).items():
        front = browser.get("/beheer/")
        token = front.one("form.account [name=csrf_token]")["value"]
        for endpoint in STAFF_ROUTES:
            if "POST" in methods(app, endpoint) and role not in ROLES[ROUTES[endpoint].audience]:
                page = browser.post(address(app, endpoint, things), {"csrf_token": token})

                assert page.status in REFUSED, f"{role} at {page.url}"
