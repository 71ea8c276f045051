"""Whatever is sent to a form or an address, the answer is never an error of ours.

The forms and addresses are found by walking through all pages, so new ones are tested too.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from academie.accounts import tries
from academie.core import clock
from academie.core.db import db
from tests.browser import Browser
from tests.checkin.factories import device_address, make_door
from tests.factories import make_event
from tests.house import visitors
from tests.house.visitors import Form, ask

ALONE = (
    "=1+1\x00\x08\N{RIGHT-TO-LEFT OVERRIDE}\r\nBcc: a@b.nl",
    "99999999999999999999",
)
"""Typed in one field at a time, so that nothing else stops them and the database sees them too."""
MOMENTS = ("31-12-9999", "1-1-0001", "19:30+02:00")
"""Typed so in fields for a day or a time; these, and what stands in all fields at once, are read
before any database, so one of the two is enough."""
TOGETHER: tuple[Any, ...] = (
    None,
    "",
    "\x00",
    "-1",
    ["a", "b"],
    "x" * 100_000,
    "9" * 5000,
    "28-3-2027",
    "2.30",
)
TYPICAL = {
    "given_name": "Fatima",
    "email": "fatima2@voorbeeld.nl",
    "name": "Anna",
    "title": "Een titel",
    "subject": "Parkeren",
    "to": "everybody",
    "organisation": "De Brug",
    "sector": "zorg",
    "scope": "local",
    "kind": "kenniskring",
    "target_per_year": "8",
    "usual_attendance": "40",
    "roles": "reader",
    "day": "9-3-2027",
    "start": "19.30",
    "end": "21.30",
    "mode": "onsite",
    "group": "later",
    "code": "123456",
    "minutes": "10",
    "at": "19.45",
    "link": "https://voorbeeld.nl",
    "wording": "Liever zo.",
    "password": "een lange zin met paard",
    "note": "Omdat",
    "reason": "Omdat",
    "place": "Emmen",
    "province": "PV22",
    "wish": "Elkaar vinden",
    "period_from": "1-6-2027",
    "period_until": "1-7-2027",
    "meeting_money": "pledged",
    "campaign_money": "pledged",
    "text": "Wie betaalt?",
    "next_steps": "We bellen.",
    "what_changed": "Partners werken samen.",
    "actors": "Partners",
    "nature": "outcome",
    "line": "veranderen",
    "level": "municipality",
    "direction": "positive",
    "intended": "intended",
    "visibility": "public",
    "seen-observed_on": "1-2-2027",
    "seen-status": "intention",
    "seen-text": "Zo is het.",
    "shown-kind": "own_report",
    "shown-title": "Verslag",
}


@pytest.fixture(autouse=True)
def _kept_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock an hour before the meeting; let no request leave anything behind.

    What is written still reaches the database, so its own rules are tested as well.
    """
    monkeypatch.setattr(clock, "now", lambda: visitors.BEFORE)
    monkeypatch.setattr(tries, "LIMIT", 10**6)


def discard_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.session, "commit", db.session.flush)


def every_form(app: Flask) -> list[Form]:
    """Find each form once, told apart by its fields."""
    found: dict[tuple[object, ...], Form] = {}
    for visitor, begin in visitors.visitors(app).items():
        for url, response in visitors.walk(visitor, begin):
            assert response.status_code < 500, url
            for form in visitors.forms(visitor, url, response):
                found.setdefault((form.method, *form.values), form)
    return [form for form in found.values() if set(form.values) - {"csrf_token"}]


def spoilt(form: Form) -> Iterator[dict[str, Any]]:
    """Fill in a form well but for one field at a time, and badly in all."""
    good = {name: TYPICAL.get(name, value) for name, value in form.values.items()}
    names = [name for name in good if name != "csrf_token"]
    for value in ALONE:
        yield from (good | {name: value} for name in names)
    if db.engine.dialect.name == "sqlite":
        for value in TOGETHER:
            yield good | dict.fromkeys(names, value)
        for value in MOMENTS:
            yield from (good | {name: value} for name in form.moments)


def sent(form: Form, values: dict[str, Any]) -> int:
    typed = {name: value for name, value in values.items() if value is not None}
    how = {"data": typed} if form.method == "POST" else {"query_string": typed}
    url = form.address if form.method == "POST" else form.address.split("?")[0]
    return ask(form.visitor, form.method, url, **how).status_code


def test_no_form_can_make_us_fail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    found = every_form(app)
    discard_what_is_written(monkeypatch)

    for form in found:
        for values in spoilt(form):
            assert sent(form, values) < 500, (form.address, values)


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
    nasty = ("%00", "%ff%ed%a0%80", "x" * 5000, "OPB-999999999", "..%2f..", "9" * 20)
    query = f"next=/beheer/%0d%0aX:y&opgave=%00&pagina={'9' * 20}&first=1-1-0001&last=31-12-9999"
    team = visitors.team(app)

    for rule in app.url_map.iter_rules():
        for value in nasty:
            path = re.sub(r"<[^>]*>", value, rule.rule)
            for url in (path, f"{path}?{query}", f"{path}?{query.replace('%00', '')}"):
                assert ask(team, "GET", url).status_code < 500, url


def test_no_method_can_make_us_fail(app: Flask) -> None:
    team = visitors.team(app)

    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]*>", "x", rule.rule)
        for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "POST", "TRACE", "NONSENSE"):
            assert ask(team, method, path).status_code < 500, (method, path)
