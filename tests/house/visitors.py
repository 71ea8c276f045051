"""A scene with something of everything, and visitors who walk through every page of it."""

from collections.abc import Iterator
from contextvars import Context
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from academie.accounts import service as accounts
from academie.accounts import signin
from academie.accounts.models import User
from academie.accounts.queries import LINK
from academie.assisted import service as assisted
from academie.checkin import service as doors
from academie.checkpoints import queries as checkpoints
from academie.commitments import queries as commitments
from academie.core import links
from academie.core.db import db
from academie.evaluations import queries as evaluations
from academie.events.terms import AttendanceMode, EventMode
from academie.followups.confirmation_queries import token_of
from academie.letters.following import FOLLOWING
from academie.needs.models import Need
from academie.needs.sealing import Needs
from academie.programme import contributors
from academie.registrations import consents, guest_links, line
from academie.registrations.models import ConsentKind
from academie.registrations.more import More
from academie.requests import letters
from academie.requests import queries as request_links
from academie.requests import service as requests
from academie.requests.terms import MoneyLine
from academie.series.messages import INVITATION, member_token
from tests.accounts.factories import make_staff
from tests.activity import factories as activity
from tests.alliances.factories import make_alliance, make_pledge
from tests.alliances.factories import show as show_criterion
from tests.assisted.factories import make_link, party, send_form
from tests.browser import FIELDS, Browser, current_values
from tests.checkin.factories import make_device, make_door
from tests.checkpoints.factories import make_question
from tests.commitments.factories import asked as asked_to_confirm
from tests.commitments.factories import make_page
from tests.evaluations.factories import make_joiner, make_text
from tests.factories import NOW, WHEN, make_event
from tests.followups.factories import (
    adopted,
    ask_outsider,
    denied,
    make_joint,
    make_outcome,
    show,
    show_file,
    submitted,
)
from tests.house.happened import bounced, came_to, invited_to_a_series, offered_a_seat
from tests.jobs.factories import make_job
from tests.lessons.factories import make_lesson
from tests.letters.factories import make_letter
from tests.partners.factories import make_organisation, make_upload
from tests.planning.factories import make_plan
from tests.privacy.factories import make_private
from tests.programme.factories import make_contributor, make_item, make_material
from tests.registrations.factories import make_group, register
from tests.requests.factories import LETTER, address, make_draft, make_request

MOMENTS = "input[type=date][name], input[type=time][name]"
NEEDY = More(needs=Needs(frozenset({Need.WHEELCHAIR})), consents=frozenset({ConsentKind.NEEDS}))
BEFORE = WHEN - timedelta(hours=1)
PUBLIC = (
    *("/", "/healthz", "/robots.txt", "/sitemap.xml", "/wachtwoord-vergeten/verstuurd"),
    *("/agenda.ics", "/agenda.atom", "/agenda.json", "/agenda.png"),
    *("/agenda/inbedden", "/agenda/inbedden.js"),
    *("/organisaties.json?q=brug", "/gemeenten.json?q=leeuwarden"),
    *("/rapporten/schema-1.json", "/rapporten/activiteitenverslag-schema-1.json"),
    *("/opbrengsten.atom", "/opbrengsten.json", "/opbrengsten.csv"),
    *("/opbrengsten/schema.json", "/opbrengsten/velden.csv"),
    *("/deur/werker.js", "/afspraken/werker.js"),
    *("/kaartje-bewaren.js", "/kaartje-kwijt/verstuurd", "/aanmelding/gewist"),
)
"""When to visit: people can still register, and the door is open."""
YESTERDAY = BEFORE - timedelta(days=1)
"""When another meeting ended, which now asks what people thought."""


class Form(NamedTuple):
    """A form as a page offers it, with what its fields hold and which ask for a day or a time."""

    visitor: FlaskClient
    method: str
    address: str
    values: dict[str, Any]
    moments: set[str]


def team(app: Flask) -> FlaskClient:
    """Give a member of the project team."""
    return _signed_in(app, make_staff())


def ask(visitor: FlaskClient, method: str, address: str, **kwargs: Any) -> TestResponse:
    """Send one request, as a stranger to the test's own context."""
    return Context().run(visitor.open, address, method=method, buffered=True, **kwargs)


def visitors(app: Flask) -> dict[FlaskClient, list[str]]:  # noqa: PLR0915 - one scene, thing by thing
    """Make the scene; give each visitor with the addresses where they begin."""
    team = make_staff()
    new = make_staff(email="nieuw@voorbeeld.nl", app=False)
    invited = make_staff(email="uitgenodigd@voorbeeld.nl")
    accounts.ask_new_password(invited.email, now=BEFORE)
    waiting = accounts.invite(email="wacht@voorbeeld.nl", name="Wim", roles=[], now=BEFORE)
    event = make_event(
        mode=EventMode.HYBRID, online_capacity=10, join_link="https://voorbeeld.nl/x"
    )
    make_event(title="Een plan", published=False)
    outcome = make_outcome(event)
    show_criterion(make_alliance())
    make_pledge(event=event)
    make_lesson(event)
    confirmation = ask_outsider(submitted(event))
    told = adopted(event, title="Vastgesteld")
    show(told)
    denied(told)
    show_file(outcome)
    make_joint(outcome)
    show_file(told)
    make_plan(event)
    guest = register(event, people=2, more=NEEDY)
    online = register(event, "scherm@voorbeeld.nl", mode=AttendanceMode.ONLINE)
    consents.give(guest, ConsentKind.FOLLOW_UP, now=NOW)
    make_letter(event)
    bounced("registrations.confirmed", guest.ref)
    make_organisation("De Brug")
    make_organisation("Stichting De Brug")
    make_upload(now=BEFORE)
    (invitation,) = invited_to_a_series()
    asked = make_request()
    requests.ask(asked, user=team, text="Wie betaalt?", now=NOW)
    letters.keep(asked, MoneyLine.MEETING, LETTER, now=NOW)
    make_request(place="Assen")
    declined = make_request(place="Meppel")
    requests.decline(declined, user=team, reason="Te vroeg", now=NOW)
    saved = make_draft()
    make_group(event)
    make_item(event)
    make_item(event, "Een verhaal")
    make_material(event)
    over = make_event(title="Gisteren", starts_at=NOW + timedelta(days=1), ends_at=YESTERDAY)
    make_text(over)
    promised = asked_to_confirm(over, now=over.starts_at)
    was_there = came_to(over)
    make_private(team, BEFORE)
    activity.make_all()
    make_job(team)
    make_job(team, made=True)
    helper = make_link(event)
    helped = send_form(event, party(), by=helper, now=BEFORE)
    called = send_form(event, party(), by=team)
    tokens = {
        "/aanmelding/": guest_links.token_of(guest),
        "/geen-berichten/": guest_links.token_of(guest, FOLLOWING),
        "/meedoen/": guest_links.token_of(online, guest_links.JOIN),
        "/vragen/": evaluations.answer_token(over),
        "/vervolg/": checkpoints.token_of(make_question(over, now=BEFORE)),
        "/afspraken/": commitments.page_token(make_page(over)),
        "/afspraak/": commitments.party_token(promised),
        "/verder-meedoen/": evaluations.join_token(over),
        "/meedoener/": evaluations.joiner_token(make_joiner(over)),
        "/aanbod/": line.offer_token(offered_a_seat()),
        "/bijdrage/": contributors.token_of(make_contributor(event)),
        "/deur/": doors.door_token(make_door(event)),
        "/deur/toestel/": doors.device_token(make_device(make_door(event))),
        "/helpen/": assisted.link_token(helper),
        "/bevestiging/": token_of(confirmation),
        "/aanvraag/": request_links.token_of(asked),
        "/wachtwoord/": links.sign(LINK, invited.ref, invited.link_version),
        "/vaste-lijst/": member_token(invitation.member),
        "/uitnodiging/": links.sign(INVITATION, invitation.ref, invitation.member.link_version),
    }
    db.session.commit()
    sent = [
        f"/vragen/{tokens['/vragen/']}/bedankt",
        f"/verder-meedoen/{tokens['/verder-meedoen/']}/bedankt",
        f"/afspraken/{tokens['/afspraken/']}/bedankt",
        "/verder-meedoen/gewist",
        "/vervolg/doorgegeven",
        "/vervolg/gestopt",
        "/aanvraag",
        "/aanvraag/ander-adres",
        "/aanvraag/bewaard",
        "/aanvraag/ontvangen",
        "/aanvraag/gewist",
        address(saved),
        address(declined),
    ]
    sent.append(f"/aanmelding/{guest_links.token_of(guest)}/kom-je-nog")
    sent.append(f"/aanmelding/{guest_links.token_of(was_there)}/bewijs")
    device = f"/deur/toestel/{tokens['/deur/toestel/']}"
    sent += [f"{device}/{rest}" for rest in ("lijst", "stand?na=0", "zoek?naam=fat")]
    public = [*PUBLIC, f"/reeksen/{invitation.member.series.slug}/aangevraagd"]
    public += [f"/bijeenkomsten/{event.slug}{rest}" for rest in ("/aangemeld", ".png")]
    typed = [event.ref, "Fatima", "fatima@voorbeeld.nl", True, BEFORE.timestamp()]
    begin = [*public, *sent, *(start + token for start, token in tokens.items())]
    staff = ["/beheer/", f"/beheer/medewerkers/{waiting.ref}", f"/beheer/opbrengsten/{outcome.ref}"]
    staff += [f"/beheer/bijeenkomsten/{event.ref}/beloften", "/beheer/plannen"]
    staff += ["/beheer/bestanden", "/beheer/rapporten/deelnemers"]
    staff += [f"/beheer/bijeenkomsten/{event.ref}/beloften"]
    staff += [f"/beheer/bijeenkomsten/{event.ref}/kaartjes/{called.ref}"]
    return {
        _visiting(app, just_received=typed): begin,
        _visiting(app, helped=helped.ref): [f"/helpen/{tokens['/helpen/']}/kaartjes"],
        _signed_in(app, team): staff,
        _half_signed_in(app, team): ["/inloggen/code", "/inloggen/herstelcode"],
        _half_signed_in(app, new): ["/inloggen/instellen"],
    }


def walk(visitor: FlaskClient, begin: list[str]) -> Iterator[tuple[str, TestResponse]]:
    """Open every page that can be reached by links, each address once."""
    ahead, seen = list(begin), set(begin)
    while ahead:
        address = ahead.pop()
        response = ask(visitor, "GET", address)
        yield address, response
        for link in _links(response, address):
            if link not in seen:
                seen.add(link)
                ahead.append(link)


def forms(visitor: FlaskClient, address: str, response: TestResponse) -> Iterator[Form]:
    """Give the forms of a page."""
    is_page = response.mimetype == "text/html"
    only_forms = SoupStrainer("form")
    soup = BeautifulSoup(response.data if is_page else b"", "lxml", parse_only=only_forms)
    for tag in soup.select("form"):
        action = str(tag.get("action") or address)
        method = str(tag.get("method", "get")).upper()
        names = [str(field["name"]) for field in tag.select(FIELDS) if field.has_attr("name")]
        moments = {str(field["name"]) for field in tag.select(MOMENTS)}
        yield Form(visitor, method, action, dict.fromkeys(names) | current_values(tag), moments)


def endpoint(app: Flask, method: str, address: str) -> str:
    """Name the view behind an address."""
    try:
        found: str = app.url_map.bind("localhost").match(urlsplit(address).path, method)[0]
    except HTTPException:
        return "nothing"
    return found


def query_of(address: str) -> dict[str, str]:
    """Read the arguments of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def _links(response: TestResponse, address: str) -> Iterator[str]:
    text = response.text if response.mimetype == "text/html" else ""
    found = html.document_fromstring(text).xpath("//a/@href") if text else []
    for href in [*found, response.headers.get("Location", "")]:
        parts = urlsplit(href.removeprefix("http://127.0.0.1:8000"))
        if parts.scheme or parts.netloc:
            continue
        path = parts.path or urlsplit(address).path
        yield f"{path}?{parts.query}" if parts.query else path


def _visiting(app: Flask, **noted: Any) -> FlaskClient:
    """Be a browser in whose session this was noted."""
    visitor = app.test_client()
    with visitor.session_transaction() as session:
        session.update(noted)
    return visitor


def _signed_in(app: Flask, user: User) -> FlaskClient:
    browser = Browser(app)
    browser.sign_in(user)
    return browser.client


def _half_signed_in(app: Flask, user: User) -> FlaskClient:
    visitor = app.test_client()
    with visitor.session_transaction() as session:
        session["half_signed_in"] = {
            "user": user.fs_uniquifier,
            "at": BEFORE.timestamp(),
            "target": None,
            "secret": None if user.has_second_step else signin.new_secret(),
        }
    return visitor
