"""Staff pages of meetings: who sees what, what is refused, and what is kept."""

from datetime import timedelta
from typing import Any

import pytest

from academie.accounts.models import RoleName
from academie.events.terms import EventMode, EventStatus
from academie.reference.models import ChangeLine, Province
from academie.reference.queries import current_challenges
from tests.browser import Browser
from tests.events.pages import FORM, LIST, errors, the_only_event, url
from tests.factories import NOW, WHEN, make_event, make_user
from tests.statements import asked_queries

pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


FILLED: dict[str, Any] = {
    "kind": "kenniskring",
    "title": " Kenniskring   Emmen ",
    "description": "**Kom**",
    "mode": "hybrid",
    "day": "9-3-2027",
    "start": "19.30",
    "end": "2145",
    "province": "PV22",
    "municipalities": "Emmen\nCoevorden, Borger-Odoorn, Emmen",
    "venue": "Het Huis",
    "place": "Emmen",
    "join_link": "https://meet.voorbeeld.nl/a",
    "opens_day": "2-3-2027",
    "opens_time": "9.00",
    "capacity_onsite": "40",
    "max_party": "2",
    "challenges": ["schulden", "meedoen"],
    "lines": ["versterken"],
    "reply_address": "Emmen@Voorbeeld.nl",
}


def test_the_project_team_plans_a_meeting(team: Browser) -> None:
    team.get(f"{LIST}/nieuw")

    page = team.submit(FORM, **FILLED)

    event = the_only_event()
    assert (page.status, page.text(".notice")) == (200, "De gegevens zijn bewaard.")
    assert (event.title, event.status) == ("Kenniskring Emmen", EventStatus.DRAFT)
    assert (event.starts_at, event.ends_at) == (WHEN, WHEN + timedelta(hours=2, minutes=15))
    assert event.registration_opens_at == NOW.replace(day=2, hour=8)
    assert event.province is Province.DRENTHE
    assert [row.name for row in event.municipalities] == ["Borger-Odoorn", "Coevorden", "Emmen"]
    assert [row.slug for row in event.challenges] == ["meedoen", "schulden"]
    assert [row.line for row in event.lines] == [ChangeLine.VERSTERKEN]
    assert [(pool.mode.value, pool.capacity) for pool in event.pools] == [
        ("onsite", 40),
        ("online", 100),
    ]
    assert (event.reply_address, event.organisers) == ("emmen@voorbeeld.nl", [])


def test_saving_what_is_there_changes_nothing(team: Browser) -> None:
    team.get(f"{LIST}/nieuw")
    team.submit(FORM, **FILLED, publish="1")
    before = the_only_event()
    facts = {name: getattr(before, name) for name in ("title", "starts_at", "sequence", "province")}

    team.get(url(before))
    page = team.submit(FORM)

    after = the_only_event()
    assert page.text(".notice") == "De gegevens zijn bewaard."
    assert {name: getattr(after, name) for name in facts} == facts
    assert len(after.municipalities) == 3
    assert len(after.challenges) == 2
    assert after.description == "**Kom**"


def test_a_meeting_is_published_from_its_form(team: Browser) -> None:
    event = make_event(published=False)
    team.get(url(event))

    page = team.submit(FORM, publish="1")

    assert page.text(".notice") == "De bijeenkomst is gepubliceerd."
    assert the_only_event().slug == "publieksacademie-leeuwarden-2027"
    assert page.select("[name=publish]") == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " "}, {"title": "Vul een titel in."}),
        ({"day": ""}, {"day": "Vul een datum in."}),
        ({"day": "31-2-2027"}, {"day": "Schrijf de datum zo: 9-3-2027."}),
        ({"end": "19.30"}, {"end": "Het einde ligt voor het begin. Kies een latere tijd."}),
        (
            {"day": "28-3-2027", "start": "2.30", "end": "4.00"},
            {
                "start": "Deze tijd bestaat niet: de klok gaat dan een uur vooruit. "
                "Kies een andere tijd."
            },
        ),
        ({"capacity_onsite": "veel"}, {"capacity_onsite": "Vul een getal in."}),
        ({"max_party": "11"}, {"max_party": "Vul een getal in van 1 tot en met 10."}),
        (
            {"join_link": "javascript:alert(1)"},
            {"join_link": "Dit is geen webadres. Schrijf het zo: https://voorbeeld.nl."},
        ),
        (
            {"reply_address": "x"},
            {"reply_address": "Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl."},
        ),
        (
            {"opens_day": "2-3-2027"},
            {"opens_time": "Vul de dag en de tijd allebei in, of geen van beide."},
        ),
        (
            {
                "opens_day": "3-3-2027",
                "opens_time": "9.00",
                "closes_day": "2-3-2027",
                "closes_time": "9.00",
            },
            {"closes_time": "Aanmelden stopt dan voordat het begint. Kies een latere tijd."},
        ),
        (
            {"opens_day": "1-6-2027", "opens_time": "9.00"},
            {"opens_time": "Dan is de bijeenkomst al geweest. Kies een eerdere dag."},
        ),
        ({"place": "", "publish": "1"}, {"place": "Vul in welke plaats het is."}),
        (
            {"day": "1-2-2027", "publish": "1"},
            {"day": "Deze dag is al geweest. Kies een dag die nog komt."},
        ),
    ],
    ids="-".join,
)
def test_what_is_wrong_stands_beside_its_field_and_all_is_kept(
    team: Browser, fields: dict[str, str], wrong: dict[str, str]
) -> None:
    event = make_event(published=False)
    team.get(url(event))

    page = team.submit(FORM, theme="Nieuw thema", **fields)

    assert page.status == 422
    assert errors(page) == wrong
    assert page.texts(".summary li") == list(wrong.values())
    assert page.one("#theme")["value"] == "Nieuw thema"
    assert the_only_event().theme == "Verborgen armoede"


def test_capacity_under_the_seats_held_is_refused_with_the_number(team: Browser) -> None:
    event = make_event(capacity=100)
    event.pools[0].taken = 12
    team.get(url(event))

    page = team.submit(FORM, capacity_onsite="11", title="Anders")

    assert page.status == 422
    assert errors(page) == {"capacity_onsite": "Er hebben 12 mensen een plek. Kies 12 of meer."}
    assert page.one("#title")["value"] == "Anders"
    assert the_only_event().pools[0].capacity == 100


def test_an_organiser_sees_and_changes_own_meetings_alone(browser: Browser) -> None:
    own, other = make_event(title="Van mij"), make_event(title="Van een ander")
    browser.sign_in(make_user(RoleName.ORGANISER, events=[own]))

    page = browser.get(LIST)

    assert page.texts("td a") == ["Van mij"]
    assert browser.get(url(own)).status == 200
    for move in ("", "uitstellen", "sluiten", "heropenen", "weggooien", "afzeggen"):
        assert browser.get(url(other, move)).status == 404
        assert browser.post(url(other, move), {"reason": "Zomaar."}).status in {400, 404}


def test_an_organiser_who_plans_a_meeting_organises_it(browser: Browser) -> None:
    organiser = make_user(RoleName.ORGANISER)
    browser.sign_in(organiser)
    browser.get(f"{LIST}/nieuw")

    page = browser.submit(FORM, **FILLED)

    assert page.status == 200
    assert [user.email for user in the_only_event().organisers] == [organiser.email]


def test_a_reader_sees_counts_of_public_meetings_and_changes_nothing(browser: Browser) -> None:
    event = make_event(title="Openbaar")
    event.pools[0].taken = 1250
    event.pools[0].capacity = 2000
    make_event(title="Concept", published=False)
    browser.sign_in(make_user(RoleName.READER))

    page = browser.get(LIST)

    assert page.texts("td a") == ["Openbaar"]
    assert page.texts("td.num") == ["1.250"]
    assert page.select("main a.button") == []
    assert browser.get(url(event)).status == 404
    assert browser.get(f"{LIST}/nieuw").status == 404


def test_the_list_takes_as_many_queries_for_three_meetings_as_for_one(team: Browser) -> None:
    make_event(mode=EventMode.HYBRID)
    with asked_queries() as for_one:
        team.get(LIST)
    make_event(published=False)
    make_event(challenges=list(current_challenges()))

    with asked_queries() as for_three:
        team.get(LIST)

    assert len(for_one) == len(for_three)


def test_a_form_without_its_token_changes_nothing(team: Browser) -> None:
    event = make_event()

    page = team.post(url(event, "uitstellen"))

    assert page.status == 400
    assert the_only_event().status is EventStatus.PUBLISHED


def test_the_tabs_lead_to_every_page_of_the_meeting(team: Browser) -> None:
    event = make_event()

    tabs = team.get(url(event)).select(".tabs a")

    assert [tab["href"] for tab in tabs] == [
        url(event),
        url(event, "programma"),
        url(event, "draaiboek"),
        url(event, "aanmeldingen"),
        url(event, "berichten"),
        url(event, "deur"),
        url(event, "evaluatie"),
        url(event, "opvolging"),
    ]
    assert [tab.get("aria-current") for tab in tabs] == ["page", *[None] * 7]
