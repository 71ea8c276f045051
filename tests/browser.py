"""A browser for tests: it parses HTML, fills in forms, and checks every page it gets."""

import time
from collections.abc import Mapping
from contextvars import Context
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from academie.accounts.models import User
from academie.core.db import db
from tests import page_checks

FIELDS = "input:not([type=hidden]), select, textarea"


class Page:
    """One answer, parsed."""

    def __init__(self, response: TestResponse) -> None:
        """Check it when it is HTML."""
        self.response = response
        self.status = response.status_code
        self.url = response.request.path
        is_page = response.mimetype == "text/html"
        self._text = response.text if is_page else ""
        if is_page:
            page_checks.check(self._text, self.url)

    @cached_property
    def html(self) -> BeautifulSoup:
        """Parse it: only when a test asks, for that takes longer than to check it."""
        return BeautifulSoup(self._text, "lxml")

    def select(self, css: str) -> list[Tag]:
        """Find all elements."""
        return list(self.html.select(css))

    def one(self, css: str) -> Tag:
        """Find the one element, or say how many there are."""
        found = self.html.select(css)
        assert len(found) == 1, f"{len(found)} times {css!r} on {self.url}"
        return found[0]

    def text(self, css: str) -> str:
        """Read the words of the one element, spaces evened out."""
        return words(self.one(css))

    def texts(self, css: str) -> list[str]:
        """Read the words of all elements."""
        return [words(tag) for tag in self.select(css)]


def words(tag: Tag) -> str:
    """Give the words in an element; soft hyphens and no-break spaces evened out."""
    text = tag.get_text(" ").replace("\N{SOFT HYPHEN}", "").replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(text.split())


class Browser:
    """A visitor without JavaScript. Redirects are followed; cookies are kept."""

    def __init__(self, app: Flask) -> None:
        """Start with no cookies."""
        self.client = app.test_client()
        self.page: Page | None = None

    def sign_in(self, user: User) -> None:
        """Be this member of staff, as after a finished sign-in."""
        db.session.commit()
        with self.client.session_transaction() as session:
            session["_user_id"] = user.fs_uniquifier
            session["_fresh"] = True
            session["fs_paa"] = time.time()

    def get(self, url: str, **kwargs: Any) -> Page:
        """Open a page."""
        return self._open(url, method="GET", **kwargs)

    def post(
        self, url: str, data: Mapping[str, Any] | str | bytes | None = None, **kwargs: Any
    ) -> Page:
        """Send a form or a text as it is, without a token unless `data` has one."""
        return self._open(url, method="POST", data=data, **kwargs)

    def submit(self, form: str = "main form", /, **fields: Any) -> Page:
        """Fill in the one form on the page and send it, as its first button would.

        Args:
            form: CSS of the form.
            fields: what to type, by field name; a list for several values, None to leave out.
        """
        assert self.page is not None, "open a page first"
        tag = self.page.one(form)
        data = current_values(tag)
        unknown = [name for name in fields if not tag.select(f'[name="{name}"]')]
        assert not unknown, f"no such fields on {self.page.url}: {unknown}"
        data.update(fields)
        filled = {name: value for name, value in data.items() if value is not None}
        url = str(tag.get("action") or self.page.response.request.full_path)
        if str(tag.get("method", "get")).lower() == "get":
            return self.get(url, query_string=filled)
        return self.post(url, filled)

    def _open(self, url: str, **kwargs: Any) -> Page:
        """Send a request that sees what the test wrote, but shares no context with it."""
        db.session.commit()
        response = Context().run(
            self.client.open, url, follow_redirects=True, buffered=True, **kwargs
        )
        self.page = Page(response)
        return self.page


def current_values(form: Tag) -> dict[str, Any]:
    """Read what the fields of a form hold."""
    values: dict[str, Any] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        name = str(field["name"])
        for value in _value(field):
            values.setdefault(name, []).append(value)
    return values


def _value(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.get_text()]
    if field.name == "select":
        chosen = field.select("option[selected]") or field.select("option")[:1]
        return [str(option.get("value", option.get_text())) for option in chosen]
    kind = field.get("type", "text")
    if kind in {"submit", "button", "file"}:
        return []
    if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
        return []
    return [str(field.get("value", "on" if kind == "checkbox" else ""))]
