"""Whatever is sent to a device's address, to any address or by any method, we never fail."""

import re

import pytest
from flask import Flask

from academie.core import clock
from tests.browser import Browser
from tests.checkin.factories import device_address, make_door
from tests.factories import make_event
from tests.house import visitors
from tests.house.bad_input import HOSTILE_QUERY
from tests.house.visitors import ask


@pytest.fixture(autouse=True)
def _an_hour_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: visitors.BEFORE)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b"[" * 100_000,
        b'{"clock": [], "scans": {}}',
        b'{"clock": 1e400, "scans": [1, null, [], {}, {"uuid": 1}, {"uuid": "x", "kind": "qr"}]}',
        b'{"clock": NaN, "scans": [{"uuid": "x", "kind": "nonsense"}]}',
        (
            b'{"clock": 0, "scans": [{"uuid": "6e0b6c7e-5d3c-4c0a-9f4a-0d8c6d1c8b11", "kind": "qr",'
            b' "at": -1e300, "token": "\\ud800"}]}'
        ),
        (
            b'{"clock": 9e18, "scans": [{"uuid": "6e0b6c7e-5d3c-4c0a-9f4a-0d8c6d1c8b11",'
            b' "at": 9e18, "kind": "code", "code": "\\ud800\\u0000", "name": "\\u0000"}]}'
        ),
        (
            b'{"clock": 0, "scans": [{"uuid": "6e0b6c7e-5d3c-4c0a-9f4a-0d8c6d1c8b11", "at": 0,'
            b' "kind": "walkin", "name": "\\ud800\\u0000", "admit": "\\u0000", "people": 1e9}]}'
        ),
        b"9" * 100_000,
        b"\xff\xfe",
    ],
)
def test_no_device_can_make_the_door_fail(app: Flask, body: bytes) -> None:
    door = make_door(make_event())
    browser = Browser(app)

    answer = ask(
        browser.client,
        "POST",
        f"{device_address(door)}/scans",
        data=body,
        content_type="application/json",
    )

    assert answer.status_code < 500


def test_no_json_can_make_a_form_fail(app: Flask) -> None:
    event = make_event()
    browser = Browser(app)
    page = browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")
    token = page.one("[name=csrf_token]")["value"]

    for body in ([1], {"given_name": 1, "email": {"a": [2]}}):
        answer = ask(browser.client, "POST", page.url, json=body, headers={"X-CSRFToken": token})

        assert answer.status_code == 422


def test_no_address_can_make_us_fail(app: Flask) -> None:
    nasty = ("OPB-999999999", "%00", "%ff%ed%a0%80", "x" * 5000, "..%2f..", "9" * 20)
    team = visitors.team(app)

    for rule in app.url_map.iter_rules():
        paths = {re.sub(r"<[^>]*>", value, rule.rule): None for value in nasty}
        for url in (*paths, f"{next(iter(paths))}?{HOSTILE_QUERY}"):
            assert ask(team, "GET", url).status_code < 500, url


def test_no_method_can_make_us_fail(sqlite_app: Flask) -> None:
    team = visitors.team(sqlite_app)

    for rule in sqlite_app.url_map.iter_rules():
        path = re.sub(r"<[^>]*>", "x", rule.rule)
        for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "POST", "TRACE", "NONSENSE"):
            assert ask(team, method, path).status_code < 500, (method, path)
