"""Pages of formats, for the project team."""

import pytest
from sqlalchemy.exc import IntegrityError

from academie.core.db import db
from academie.events.terms import EventKind
from academie.planning import formats, queries
from academie.planning.models import Format
from academie.planning.terms import Part
from tests.browser import Browser, Page
from tests.planning.factories import issue_version, make_version

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

INDEX = "/beheer/blauwdrukken"


def press(browser: Browser, end: str) -> Page:
    return browser.submit(f'main form[action$="{end}"]')


def newest() -> Format:
    found = queries.newest(EventKind.PUBLIEKSACADEMIE)
    assert found is not None
    return found


def test_every_kind_is_listed_with_its_versions(team: Browser) -> None:
    issue_version()

    page = team.get(INDEX)

    assert page.texts("main h2")[:2] == ["Publieksacademie", "Kenniskring"]
    assert page.texts("main li a")[:3] == [
        "Publieksacademie, versie 3",
        "Publieksacademie, versie 2",
        "Publieksacademie, versie 1",
    ]


def test_a_new_version_is_made_edited_and_taken_into_use(team: Browser) -> None:
    team.get(INDEX)
    page = press(team, "nieuw/publieksacademie")
    draft = page.url

    team.get(f"{draft}/onderdelen/flyer")
    team.submit("main form", distance="10", side="before")
    team.get(f"{draft}/onderdelen/nieuw/role")
    team.submit("main form", title="Kinderraad", details="Kinderen denken mee.")
    team.get(draft)
    press(team, "onderdelen/pauze/weg")
    press(team, "onderdelen/welkom/omhoog")
    page = team.submit("#issue", note="Kinderen praten mee.")

    made = newest()
    assert (made.version, made.note, page.select("#issue")) == (3, "Kinderen praten mee.", [])
    assert [row.key for row in made.of(Part.PROGRAMME)][:2] == ["welkom", "inloop"]
    assert made.of(Part.ROLE)[-1].title == "Kinderraad"
    page = team.get(f"{draft}/verschil")
    assert "1 onderdeel nieuw, 1 veranderd, 1 weg." in page.texts("main p")


def test_every_part_has_its_own_questions(team: Browser) -> None:
    made = make_version()
    formats.leave_out(made.of(Part.CAPACITY)[0])
    db.session.commit()
    typed = {
        Part.PROGRAMME: {"title": "Lied", "distance": "5", "side": "after", "minutes": "5"},
        Part.TASK: {"title": "Bellen", "distance": "0", "side": "before"},
        Part.MAIL: {"title": "Groet", "distance": "", "side": "after"},
        Part.CAPACITY: {"title": "Extra", "number": "20", "mode": "onsite"},
    }

    for part, fields in typed.items():
        team.get(f"{INDEX}/{made.ref}/onderdelen/nieuw/{part}")
        assert team.submit("main form", **fields).status == 200

    page = team.get(f"{INDEX}/{made.ref}")
    words = " ".join(page.texts("main li b, main li b + .soft"))
    assert "Lied (5 minuten na het begin, duurt 5 minuten)" in words
    assert "Bellen (op de dag zelf)" in words
    assert "Extra (20 plekken, op locatie)" in words


def test_seats_for_one_way_to_take_part_stand_in_a_format_once(team: Browser) -> None:
    made = make_version()
    onsite, online = made.of(Part.CAPACITY)
    team.get(f"{INDEX}/{made.ref}/onderdelen/nieuw/capacity")

    added = team.submit("main form", title="Extra", number="20", mode="onsite")
    team.get(f"{INDEX}/{made.ref}/onderdelen/{online.key}")
    changed = team.submit("main form", mode="onsite")

    assert (added.status, changed.status) == (422, 422)
    for page in (added, changed):
        assert page.text("#mode-error") == (
            "De blauwdruk heeft al plekken voor: op locatie. "
            f"Verander het onderdeel {onsite.title}."
        )
    assert added.one("[name=number]")["value"] == "20"
    online.mode = onsite.mode
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_an_ingredient_with_mistakes_keeps_what_was_typed(team: Browser) -> None:
    made = make_version()
    team.get(f"{INDEX}/{made.ref}/onderdelen/nieuw/programme")

    page = team.submit("main form", title="", distance="veel", minutes="9999")

    assert page.status == 422
    assert page.text("#title-error") == "Vul een naam in."
    assert page.text("#distance-error") == "Vul een getal in."
    assert page.text("#minutes-error") == "Vul een getal in van 1 tot en met 1440."


def test_a_version_that_says_nothing_new_is_refused(team: Browser) -> None:
    made = make_version()
    team.get(f"{INDEX}/{made.ref}")

    page = team.submit("#issue", note="Niets")

    assert page.status == 409
    assert page.texts(".summary li") == ["Er is niets veranderd. Verander eerst een onderdeel."]


def test_a_version_in_use_cannot_be_edited(team: Browser) -> None:
    made = newest()

    for rest in ("/onderdelen/flyer", "/onderdelen/nieuw/role"):
        assert team.get(f"{INDEX}/{made.ref}{rest}").status == 404
    page = team.get(f"{INDEX}/{made.ref}")
    token = page.one("main [name=csrf_token]")["value"]
    answer = team.post(f"{INDEX}/{made.ref}/weggooien", {"csrf_token": token})
    assert answer.status == 409


def test_a_new_version_can_be_thrown_away(team: Browser) -> None:
    made = make_version()
    team.get(f"{INDEX}/{made.ref}")

    page = press(team, "/weggooien")

    assert (page.url, queries.draft_of(EventKind.PUBLIEKSACADEMIE)) == (INDEX, None)


@pytest.mark.parametrize("kind", ["feest", "x" * 300])
def test_an_unknown_kind_has_no_format(team: Browser, kind: str) -> None:
    token = team.get(INDEX).select("[name=csrf_token]")[0]["value"]

    assert team.post(f"{INDEX}/nieuw/{kind}", {"csrf_token": token}).status == 404


def test_any_two_versions_can_be_compared(team: Browser) -> None:
    old, new = newest(), issue_version()
    third = make_version(new.made_by)

    back = team.get(f"{INDEX}/{old.ref}/verschil?met={new.ref}")
    first = queries.versions(EventKind.PUBLIEKSACADEMIE)[0]
    nothing = team.get(f"{INDEX}/{first.ref}/verschil")
    same = team.get(f"{INDEX}/{third.ref}/verschil")

    assert "1 onderdeel nieuw, 1 veranderd, 1 weg." in back.texts("main p")
    assert nothing.text(".quiet") == "Er is geen eerdere versie om naast te leggen."
    assert same.text(".quiet") == "Er is geen verschil."
