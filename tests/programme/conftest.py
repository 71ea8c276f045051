"""What tests of programmes share: the clock of those of meetings, and a member of staff."""

import pytest

from tests.browser import Browser
from tests.events.conftest import at
from tests.factories import make_user

__all__ = ["at"]


@pytest.fixture
def staff(browser: Browser) -> Browser:
    """Sign in as the project team."""
    browser.sign_in(make_user())
    return browser
