"""One walk through every page of the house, for all that can be told of it afterwards."""

from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from academie.core.db import db
from tests.house import visitors
from tests.house.visitors import Form

WRITTEN_BY_READING = {"access_log"}
Rows = dict[str, list[str]]


class Walk(NamedTuple):
    """What the visitors saw.

    Attributes:
        failed: addresses that were answered by an error of ours.
        pages: by endpoint, one address that showed something, and who opened it.
        wasm: endpoints that may run WebAssembly.
        forms: each form once, told apart by its fields.
        before: every row before the walk.
        after: every row after it.
    """

    app: Flask
    failed: list[str]
    pages: dict[str, tuple[FlaskClient, str]]
    wasm: set[str]
    forms: list[Form]
    before: Rows
    after: Rows


def walk(app: Flask) -> Walk:
    """Make a scene with something of everything, and let its visitors open every page."""
    scene = visitors.visitors(app)
    seen = Walk(app, [], {}, set(), [], everything(), {})
    forms: dict[tuple[object, ...], Form] = {}
    for visitor, begin in scene.items():
        for url, response in visitors.walk(visitor, begin):
            endpoint = visitors.endpoint(app, "GET", url)
            if response.status_code >= 500:
                seen.failed.append(url)
            if response.status_code == 200:
                seen.pages.setdefault(endpoint, (visitor, url))
            if "'wasm-unsafe-eval'" in response.headers.get("Content-Security-Policy", ""):
                seen.wasm.add(endpoint)
            for form in visitors.forms(visitor, url, response):
                forms.setdefault((form.method, *form.values), form)
    seen.forms.extend(form for form in forms.values() if set(form.values) - {"csrf_token"})
    return seen._replace(after=everything())


def everything() -> Rows:
    """Read every row of every table but the log of who looked."""
    db.session.rollback()
    return {
        name: sorted(map(repr, db.session.execute(select(table))))
        for name, table in db.metadata.tables.items()
        if name not in WRITTEN_BY_READING
    }
