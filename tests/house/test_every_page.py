"""Every page is opened once, and then everything on it is answered as badly as can be.

The pages and their forms are found by walking through all links, so new ones are tested too.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from academie.accounts import tries
from academie.config import Settings
from academie.core import clock
from academie.core.db import db
from tests.conftest import test_settings
from tests.house import visitors, walked
from tests.house.bad_input import HOSTILE_QUERY, spoilt
from tests.house.visitors import Form, ask
from tests.house.walked import Walk


@pytest.fixture(scope="module")
def walk(
    module_database_url: str,
    build_app: Callable[[Settings], Flask],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Walk]:
    """Walk through the house an hour before a meeting; each test finds it as the walk left it."""
    app = build_app(test_settings(module_database_url, tmp_path_factory.mktemp("walk")))
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: visitors.BEFORE)
        patch.setattr(tries, "LIMIT", 10**6)
        yield walked.walk(app)
        db.session.remove()
        db.engine.dispose()


def test_opening_every_page_changes_nothing(walk: Walk) -> None:
    """Scanners of mail and search engines open every link."""
    rules = walk.app.url_map.iter_rules()
    readable = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}

    assert walk.failed == []
    assert readable - set(walk.pages) == set()
    assert walk.after == walk.before


def test_the_scanner_alone_runs_wasm(walk: Walk) -> None:
    assert walk.wasm == {"checkin.device"}


def test_no_form_can_make_us_fail(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written reaches the database, so that its rules are tested too, but does not stay."""
    monkeypatch.setattr(db.session, "commit", db.session.flush)
    is_sqlite = db.engine.dialect.name == "sqlite"

    for form in walk.forms:
        for values in spoilt(form, is_sqlite=is_sqlite):
            assert sent(form, values) < 500, (form.address, values)


def sent(form: Form, values: dict[str, Any]) -> int:
    typed = {name: value for name, value in values.items() if value is not None}
    how = {"data": typed} if form.method == "POST" else {"query_string": typed}
    url = form.address if form.method == "POST" else form.address.split("?")[0]
    return ask(form.visitor, form.method, url, **how).status_code


def test_no_query_can_make_a_page_fail(walk: Walk) -> None:
    for visitor, url in walk.pages.values():
        for query in (HOSTILE_QUERY, HOSTILE_QUERY.replace("%00", "")):
            address = f"{url.partition('?')[0]}?{query}"
            assert ask(visitor, "GET", address).status_code < 500, address
