"""Who organises one meeting reaches nothing of another; a link opens only what it was made for."""

import pytest
from flask import Flask

from academie.accounts.models import RoleName
from academie.accounts.queries import LINK
from academie.assisted import service as assisted
from academie.checkin import service as doors
from academie.core import links
from academie.core.db import db
from academie.evaluations import queries as evaluations
from academie.followups.confirmation_queries import token_of as confirmation_token
from academie.programme import contributors
from academie.registrations import line
from academie.requests import queries
from academie.series.messages import INVITATION, member_token
from tests.assisted.factories import make_link
from tests.browser import Browser
from tests.checkin.factories import make_device, make_door, make_guest
from tests.evaluations.factories import make_joiner
from tests.factories import make_event, make_user
from tests.followups.factories import ask_outsider, submitted
from tests.house.audiences import Audience
from tests.house.happened import invited_to_a_series, offered_a_seat
from tests.house.routes import ROUTES, methods, path
from tests.house.things import belongings
from tests.programme.factories import make_contributor
from tests.requests.factories import make_request

ABOUT_ONE = sorted(
    name for name, route in ROUTES.items() if route.audience is Audience.ORGANISERS and route.about
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: who may what does not depend on it."""
    return sqlite_url


@pytest.fixture
def theirs(app: Flask) -> dict[str, str]:  # noqa: ARG001 - they live in its database
    """Make somebody else's meeting and all that belongs to it."""
    return belongings(make_event(title="Van een ander"))


def organiser(app: Flask, *, of: str) -> Browser:
    """Give an organiser with a meeting of their own."""
    user = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [make_event(title=of)])
    browser = Browser(app)
    browser.sign_in(user)
    return browser


def token_of(browser: Browser) -> str:
    return str(browser.get("/beheer/").one("form.account [name=csrf_token]")["value"])


def test_nothing_of_another_meeting_can_be_opened_or_pressed(
    app: Flask, theirs: dict[str, str]
) -> None:
    browser = organiser(app, of="Van mij")
    token = token_of(browser)

    for endpoint in ABOUT_ONE:
        about = ROUTES[endpoint].about or {}
        url = path(app, endpoint, {name: theirs[thing] for name, thing in about.items()})
        for method in methods(app, endpoint):
            page = browser.get(url) if method == "GET" else browser.post(url, {"csrf_token": token})

            assert page.status == 404, f"{method} {url}"


def test_an_own_meeting_in_the_address_opens_no_guest_or_door_of_another(
    app: Flask, theirs: dict[str, str]
) -> None:
    browser = organiser(app, of="Van mij")
    token = token_of(browser)
    own = str(
        browser.get("/beheer/bijeenkomsten").one(
            "main a[href*='/bijeenkomsten/']:not([href$='nieuw'])"
        )["href"]
    )
    nested = (
        f"{own}/aanmeldingen/{theirs['guest']}",
        f"{own}/aanmeldingen/{theirs['guest']}/afmelden",
        f"{own}/aanmeldingen/{theirs['guest']}/mail",
        f"{own}/deur/{theirs['door']}/intrekken",
        f"{own}/helpers/{theirs['helper']}/intrekken",
        f"{own}/bellen/{theirs['guest']}",
        f"{own}/bellen/{theirs['guest']}/ja",
        f"{own}/aanmeldingen/{theirs['guest']}/adres",
        f"{own}/aanmeldingen/{theirs['guest']}/vrijmaken",
        f"{own}/programma/{theirs['item']}/omhoog",
        f"{own}/programma/{theirs['item']}/weg",
        f"{own}/bijdragers/{theirs['contributor']}/vraag",
        f"{own}/bijdragers/{theirs['contributor']}/weg",
        f"{own}/materiaal/{theirs['material']}/weg",
    )

    assert {browser.post(url, {"csrf_token": token}).status for url in nested[1:]} == {404}
    assert browser.get(nested[0]).status == 404
    assert browser.get(f"{own}/kaartjes/{theirs['visit']}").status == 404
    assert browser.get(f"{own}/kaartjes/{theirs['visit']}.pdf").status == 404


def test_who_stops_organising_a_meeting_reaches_it_no_longer(app: Flask) -> None:
    event = make_event()
    user = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [event])
    browser = Browser(app)
    browser.sign_in(user)
    pages = ("", "/aanmeldingen", "/deur", "/opvolging", "/programma", "/materiaal")
    before = {browser.get(f"/beheer/bijeenkomsten/{event.ref}{page}").status for page in pages}

    event.organisers.remove(user)
    db.session.commit()

    after = {browser.get(f"/beheer/bijeenkomsten/{event.ref}{page}").status for page in pages}
    assert (before, after) == ({200}, {404})


def test_a_link_opens_only_what_it_was_made_for(app: Flask) -> None:
    event = make_event()
    guest, door, user = make_guest(event), make_door(event), make_user()
    (invitation,) = invited_to_a_series()
    contributor = make_contributor(event)
    tokens = {
        "/vaste-lijst/": member_token(invitation.member),
        "/uitnodiging/": links.sign(INVITATION, invitation.ref, invitation.member.link_version),
        "/bijdrage/": contributors.token_of(contributor),
        "/aanmelding/": links.sign("registration", guest.ref, guest.link_version),
        "/aanbod/": line.offer_token(offered_a_seat()),
        "/deur/": links.sign("door", door.ref, door.link_version),
        "/deur/toestel/": doors.device_token(make_device(door)),
        "/vragen/": evaluations.answer_token(event),
        "/verder-meedoen/": evaluations.join_token(event),
        "/meedoener/": evaluations.joiner_token(make_joiner(event)),
        "/helpen/": assisted.link_token(make_link(event)),
        "/aanvraag/": queries.token_of(make_request()),
        "/wachtwoord/": links.sign(LINK, user.ref, user.link_version),
        "/bevestiging/": confirmation_token(ask_outsider(submitted(event))),
    }
    browser = Browser(app)

    for start in tokens:
        for purpose, token in tokens.items():
            if purpose != start:
                assert browser.get(start + token).status == 404


def test_every_answer_forbids_framing_and_foreign_scripts(app: Flask) -> None:
    browser = organiser(app, of="Van mij")

    for url in ("/", "/nergens", "/beheer/", "/agenda.ics", "/healthz", "/beheer/rapporten"):
        headers = browser.get(url).response.headers

        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], url
        assert headers["X-Content-Type-Options"] == "nosniff", url
        if url.startswith("/beheer"):
            assert headers["Cache-Control"] == "no-store", url


def test_a_foreign_host_in_a_request_gets_into_no_link(app: Flask) -> None:
    event = make_event()

    for url in ("/", f"/bijeenkomsten/{event.slug}", "/agenda.ics", "/beheer/"):
        answer = app.test_client().get(url, headers={"Host": "kwaad.example"})

        assert b"kwaad.example" not in answer.data, url
        assert "kwaad" not in answer.headers.get("Location", ""), url
