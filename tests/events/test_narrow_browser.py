"""Pages of a meeting on screens of any width, with what staff really type."""

from datetime import timedelta

import pytest

from academie.core import clock
from tests.factories import make_event
from tests.live import Live, chromium

NARROW = 320
TWO_NUMBERS = "058-234 56 78 of 06-12 34 56 78 (ma-vr)"
OVER_THE_DOOR = """() => {
  const door = document.querySelectorAll(".beam path")[1].getBoundingClientRect();
  const words = [...document.querySelectorAll(".hero h1, .hero p")].flatMap((part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return [...range.getClientRects()];
  });
  const over = (line) => line.right > door.left && line.bottom > door.top && line.top < door.bottom;
  return words.filter(over).map((line) => line.right - door.left);
}"""
"""Tells how far each line of the welcome reaches past the left side of the door beside it."""


def test_a_phone_number_with_hours_beside_it_never_makes_a_page_wider_than_the_phone(
    live: Live,
) -> None:
    soon = clock.now() + timedelta(days=9)
    event = make_event(
        now=clock.now(), starts_at=soon, ends_at=soon + timedelta(hours=2), phone=TWO_NUMBERS
    )
    place = f"{live.url}/bijeenkomsten/{event.slug}"

    with chromium(width=NARROW, javascript=False) as browser:
        page = browser.new_page()
        widths = []
        for address in (place, f"{place}/aanmelden"):
            page.goto(address)
            widths.append(page.evaluate("document.documentElement.scrollWidth"))

    assert widths == [NARROW, NARROW]


@pytest.mark.parametrize("width", [320, 640, 768, 1280])
@pytest.mark.parametrize(
    "title",
    ["Publieksacademie Leeuwarden", "Kenniskring over brieven in gewone taal", "Samen " * 12],
)
def test_no_title_runs_over_the_lit_door(live: Live, title: str, width: int) -> None:
    soon = clock.now() + timedelta(days=9)
    event = make_event(
        now=clock.now(), starts_at=soon, ends_at=soon + timedelta(hours=2), title=title.strip()
    )

    with chromium(width=width, javascript=False) as browser:
        page = browser.new_page()
        page.goto(f"{live.url}/bijeenkomsten/{event.slug}")
        over = page.evaluate(OVER_THE_DOOR)

    assert over == []
