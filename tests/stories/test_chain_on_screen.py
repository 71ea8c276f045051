"""The picture of a chain as a browser draws it, also in the wide letters of many computers."""

from tests.factories import make_event
from tests.followups.factories import adopted, make_joint
from tests.live import Live, at_home, chromium

TITLES = (
    "Leeuwarden werkt aan een doe-agenda",
    "Dongen wil samenwerken met private partijen",
    "Ook brieven over energie in makkelijke taal",
)
PAST_ITS_BOX = """() => [...document.querySelectorAll(".chain svg a")].flatMap((link) => {
  link.style.fontFamily = "'DejaVu Sans', Verdana, sans-serif";
  const box = link.querySelector("path").getBBox();
  return [...link.querySelectorAll("text")]
    .filter((text) => text.getBBox().x > box.x + 44)
    .filter((text) => text.getBBox().x + text.getBBox().width > box.x + box.width - 2)
    .map((text) => text.textContent);
})"""


def test_no_words_run_out_of_their_box(live: Live) -> None:
    event = make_event()
    first, *_others = [adopted(event, title=title) for title in TITLES]
    make_joint(first, adopted(title="Leeuwarden werkt samen met alle basisscholen"))
    adopted(make_event(title="Een andere avond"), title=TITLES[0])

    with chromium() as context, at_home(context, live.url):
        page = context.new_page()
        page.goto(f"{live.url}/opbrengsten/keten")
        drawn = page.locator(".chain svg a text").count()
        past = page.evaluate(PAST_ITS_BOX)

    assert drawn > len(TITLES)
    assert past == []
