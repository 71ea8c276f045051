"""A meeting goes public or off its date while somebody has its form open: that is told first."""

import pytest
from flask import Flask

from academie.core.db import db
from academie.events import service
from tests.browser import Browser, Page, current_values
from tests.events.pages import FORM, the_only_event, url
from tests.factories import NOW, make_event

pytestmark = pytest.mark.usefixtures("at")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what pages do does not depend on it."""
    return sqlite_url


def told(page: Page) -> dict[str, str]:
    terms = page.texts("#intussen-veranderd dt")
    return dict(zip(terms, page.texts("#intussen-veranderd dd"), strict=True))


def test_who_opened_a_concept_does_not_change_a_public_page_unasked(
    app: Flask, team: Browser
) -> None:
    del app
    event = make_event(published=False)
    team.get(url(event))
    service.publish(event, now=NOW)
    db.session.commit()

    page = team.submit(FORM, title="Een nieuwe titel")
    before = the_only_event().title
    again = team.submit(FORM)

    assert (page.status, before, again.status) == (409, "Publieksacademie Leeuwarden", 200)
    assert told(page) == {
        "Stand": "Was: Concept Nu: Gepubliceerd Bewaar je nu, dan ziet iedereen het meteen."
    }
    assert the_only_event().title == "Een nieuwe titel"


def test_a_new_time_for_what_was_put_off_meanwhile_is_not_saved_silently(team: Browser) -> None:
    event = make_event()
    team.get(url(event))
    service.postpone(event, now=NOW)
    db.session.commit()

    page = team.submit(FORM, start="20.00")

    assert (page.status, list(told(page))) == (409, ["Stand"])
    assert told(page)["Stand"].startswith("Was: Gepubliceerd Nu: Uitgesteld Bewaar je nu")


def test_pressing_publish_twice_is_no_conflict(team: Browser) -> None:
    event = make_event(published=False)
    form = current_values(team.get(url(event)).one(FORM)) | {"publish": "1"}

    statuses = [team.post(url(event), form).status for _press in ("first", "second")]

    assert statuses == [200, 200]
