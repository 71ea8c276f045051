"""What tests of planning share: members of staff at their browsers."""

import pytest
from flask import Flask

from academie.accounts.models import User
from academie.core import clock
from tests.browser import Browser
from tests.factories import NOW, make_user


@pytest.fixture
def member(app: Flask) -> User:
    """Give a member of the project team."""
    del app
    return make_user()


@pytest.fixture
def team(browser: Browser, member: User, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Give the browser of a member of the project team, with the clock stopped at NOW."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    browser.sign_in(member)
    return browser
