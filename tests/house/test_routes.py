"""Every address says for whom it is, and keeps everybody else out."""

import pytest
from flask import Flask

from academie.accounts import queries
from academie.accounts.models import RoleName
from tests.browser import Browser
from tests.factories import make_event, make_user
from tests.house.audiences import ORGANISER, READER, ROLES, TEAM, Audience
from tests.house.routes import ROUTES, STAFF_ROUTES, methods, path
from tests.house.things import belongings, of_the_alliance

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
    return belongings(event) | of_the_alliance() | {"user": organiser.ref}


def address(app: Flask, endpoint: str, things: dict[str, str]) -> str:
    about = ROUTES[endpoint].about or {}
    return path(app, endpoint, {name: things[thing] for name, thing in about.items()})


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
            values |= ROUTES[rule.endpoint].about or {}
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
