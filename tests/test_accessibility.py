"""No page shuts anybody out: checked by axe under our own strict policy, and on a narrow phone."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, ViewportSize, expect

from academie.accounts import queries as accounts
from academie.accounts.models import User
from academie.assisted.service import link_token
from academie.checkin.service import door_token
from academie.core import clock, links
from academie.evaluations import queries as evaluations
from academie.letters.following import FOLLOWING
from academie.programme.contributors import token_of
from academie.registrations import guest_links, line
from academie.registrations.models import Registration
from academie.requests import queries as requests
from academie.series.messages import INVITATION, member_token
from tests.accounts.factories import PASSWORD, code_of, code_of_key
from tests.house.routes import ROUTES, STAFF_ROUTES, methods
from tests.live import Live, at_home, chromium
from tests.world import World, make_world

WIDE: ViewportSize = {"width": 1280, "height": 720}
NARROW: ViewportSize = {"width": 320, "height": 640}
NO_PAGES = {
    "pages.healthz",
    "events.event_file",
    "events.event_picture",
    "events.picture_of_all",
    "events.municipality_names",
    "feeds.calendar",
    "feeds.news",
    "feeds.data",
    "pages.robots",
    "pages.sitemap",
    "share.frame_script",
    "assisted.ticket_file",
    "assisted_manage.ticket",
    "assisted_manage.ticket_file",
    "registrations.ticket",
    "requests.data",
    "requests_manage.letter",
    "registrations.calendar",
    "registrations.keeper",
    "privacy.download",
    "privacy.readable",
    "reports_manage.download",
    "partners.names",
    "partners_manage.export",
    "paper_manage.flyer",
}
EMPTY_FORMS = (
    "events_manage.new",
    "followups_manage.new",
    "accounts_manage.invite",
    "partners_manage.new",
    "partners_manage.upload",
    "series_manage.new",
)
ONLY_WRONGS = {"resultTypes": ["violations"]}
BROKEN = "0123456789abcdef-1.wrong"


class Inspector:
    """Looks at page after page; writes down which it has seen and what is wrong with them."""

    def __init__(self, context: BrowserContext) -> None:
        """Begin with an empty notebook."""
        self.page = context.new_page()
        self.seen = set[str]()
        self.wrong: list[str] = []
        self._axe = Axe()

    def visit(self, endpoint: str, **values: str) -> None:
        """Open a page, and look at it."""
        self.open(endpoint, **values)
        self.seen.add(endpoint)
        self.look()

    def open(self, endpoint: str, **values: str) -> None:
        """Open a page, and see that it is no other."""
        url = links.absolute(endpoint, **values)
        self.page.goto(url)
        assert self.page.url == url, f"{url} leads to {self.page.url}"

    def send(self, form: str = "main form", **fields: str) -> None:
        """Fill in a form and send it, and look at the answer."""
        self.fill_in(form, **fields)
        self.look()

    def fill_in(self, form: str = "main form", **fields: str) -> None:
        """Fill in a form and send it."""
        for name, value in fields.items():
            self.page.locator(f"{form} [name='{name}']").fill(value)
        self.page.locator(f"{form} [type=submit]").first.click()

    def look(self) -> None:
        """Look at the page that is open, on a wide screen and on a narrow one."""
        where = f"{urlsplit(self.page.url).path} ({self.page.title()})"
        for violation in self._axe.run(self.page, options=ONLY_WRONGS).response["violations"]:
            nodes = [node["html"] for node in violation["nodes"]]
            self.wrong.append(f"{where}: {violation['id']}: {nodes}")
        self.page.set_viewport_size(NARROW)
        if self.page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
            self.wrong.append(f"{where}: scrolls sideways")
        self.page.set_viewport_size(WIDE)


@pytest.fixture
def world(live: Live) -> World:
    """Make what the pages are about, all before the server is asked for anything."""
    del live
    return make_world()


def test_no_page_shuts_anybody_out(live: Live, world: World) -> None:
    with chromium() as context, at_home(context, live.url):
        inspector = Inspector(context)
        walk_the_public_pages(inspector, world)
        walk_the_personal_pages(inspector, world)
        walk_the_pages_of_a_series(inspector, world)
        walk_the_questions(inspector, world)
        walk_the_door(inspector, world)
        walk_the_page_of_a_helper(inspector, world)
        walk_the_errors(inspector, world)
        sign_in(inspector, world)
        walk_the_workplace(inspector, live.app, world)
        walk_the_forms_of_staff(inspector, world)

    assert inspector.wrong == []
    assert inspector.seen == pages(live.app)


def pages(app: Flask) -> set[str]:
    return {name for name in ROUTES if "GET" in methods(app, name)} - NO_PAGES


def walk_the_public_pages(inspector: Inspector, world: World) -> None:
    slug = world.event.slug or ""
    for endpoint in ("events.agenda", "pages.privacy", "pages.accessibility"):
        inspector.visit(endpoint)
    inspector.visit("events.agenda", provincie="zeeland")
    inspector.visit("share.subscribe")
    inspector.visit("share.subscribe", provincie="friesland")
    inspector.visit("share.frame")
    inspector.visit("followups.outcomes")
    inspector.visit("followups.outcome", label="OPB-0001")
    inspector.visit("events.show", slug=slug)
    inspector.visit("followups.timeline", slug=slug)
    inspector.visit("registrations.register", slug=slug)
    inspector.send(given_name="", email="geen adres", people="99")
    inspector.page.get_by_label("Leren omgaan met geld").check()
    inspector.fill_in(given_name="Fatima", email="fatima@voorbeeld.nl", people="2")
    inspector.visit("registrations.received", slug=slug)
    inspector.visit("requests.new")
    inspector.send(email="geen adres", meeting_money_amount="99999999")
    inspector.visit("requests.saved")
    inspector.visit("requests.received")
    inspector.visit("requests.erased")
    for event in world.others:
        inspector.visit("events.show", slug=event.slug or "")
        inspector.visit("registrations.register", slug=event.slug or "")


def walk_the_pages_of_a_series(inspector: Inspector, world: World) -> None:
    series = world.invitations[0].member.series
    inspector.visit("series.show", slug=series.slug)
    inspector.send(email="geen adres")
    inspector.visit("series.asked", slug=series.slug)
    inspector.visit("registrations.register", slug=world.invitations[0].event.slug or "")
    for invitation in world.invitations:
        member = invitation.member
        inspector.visit("series.mine", token=member_token(member))
        token = links.sign(INVITATION, invitation.ref, member.link_version)
        inspector.visit("series.invitation", token=token)


def walk_the_personal_pages(inspector: Inspector, world: World) -> None:
    for guest in [*world.guests, *world.waiting]:
        inspector.visit("registrations.mine", token=personal_link(guest))
    for offer in world.offers:
        inspector.visit("selfservice.offer", token=line.offer_token(offer))
    inspector.visit("selfservice.change", token=personal_link(world.guests[0]))
    inspector.send(given_name="", people="99")
    inspector.visit("registrations.sign_off", token=personal_link(world.guests[0]))
    inspector.visit("registrations.ticket_page", token=personal_link(world.guests[0]))
    inspector.visit("privacy.mine", token=personal_link(world.guests[0]))
    inspector.visit("privacy.erase", token=personal_link(world.guests[0]))
    inspector.visit("privacy.erased")
    inspector.visit("selfservice.lost_of_event", slug=world.event.slug or "")
    inspector.visit("selfservice.lost")
    inspector.send(email="geen adres")
    inspector.visit("selfservice.lost_sent")
    inspector.visit("letters.still_coming", token=personal_link(world.guests[0]))
    inspector.visit("letters.still_coming", token=personal_link(world.online[1]))
    inspector.visit("letters.stop", token=guest_links.token_of(world.guests[0], FOLLOWING))
    for guest in (*world.online, *world.guests):
        inspector.visit("checkin.join", token=guest_links.token_of(guest, guest_links.JOIN))
    for request in (world.saved, world.request):
        inspector.visit("requests.mine", token=requests.token_of(request))
        inspector.visit("requests.withdraw", token=requests.token_of(request))
    inspector.visit("requests.erase", token=requests.token_of(world.request))
    inspector.visit("requests.correct", token=requests.token_of(world.request))
    inspector.send(email="geen adres")
    inspector.open("requests.mine", token=requests.token_of(world.request))
    inspector.send()
    inspector.visit("requests.letter", token=requests.token_of(world.request), line="meeting")
    inspector.visit("requests.who", token=requests.token_of(world.declined))
    for contributor in world.contributors:
        inspector.visit("programme.contribution", token=token_of(contributor))
    inspector.open("programme.contribution", token=token_of(world.contributors[1]))
    inspector.send("#reword")


def walk_the_questions(inspector: Inspector, world: World) -> None:
    """Answer what a meeting asks, and leave a name on the form apart."""
    event, joiner = world.over, evaluations.joiner_token(world.joiner)
    inspector.visit("evaluations.answer", token=evaluations.answer_token(world.event))
    inspector.visit("evaluations.answer", token=evaluations.answer_token(event))
    inspector.send()
    inspector.visit("evaluations.thanks", token=evaluations.answer_token(event))
    inspector.visit("evaluations.join", token=evaluations.join_token(event))
    inspector.send(email="geen adres")
    inspector.visit("evaluations.joined", token=evaluations.join_token(event))
    inspector.visit("evaluations.mine", token=joiner)
    inspector.send("#change", name="")
    inspector.visit("evaluations.leave", token=joiner)
    inspector.visit("evaluations.left")
    inspector.visit("events.show", slug=event.slug or "")


def personal_link(guest: Registration) -> str:
    return links.sign("registration", guest.ref, guest.link_version)


def walk_the_door(inspector: Inspector, world: World) -> None:
    verdict = inspector.page.locator("#answer h2")
    inspector.visit("checkin.door", token=door_token(world.doors[0]))
    code = world.guests[0].code
    for typed, words in ((code, "Welkom"), (code, "Is al binnen"), ("ZZZ999", "kennen we niet")):
        inspector.fill_in("#by-code", code=typed)
        expect(verdict).to_contain_text(words)
        inspector.look()
        inspector.page.locator("#next").click()


def walk_the_page_of_a_helper(inspector: Inspector, world: World) -> None:
    token = link_token(world.helper)
    inspector.visit("assisted.register", token=token)
    inspector.send(**{"rij1-people": "99"})
    for row in (1, 2):
        inspector.page.locator(f"#rij{row}-given_name").fill("Joke")
        inspector.page.locator(f"#rij{row}-people").fill("2")
    inspector.fill_in()
    inspector.visit("assisted.tickets", token=token)


def walk_the_errors(inspector: Inspector, world: World) -> None:
    for path in (
        "/bestaat-niet",
        f"/aanmelding/{BROKEN}",
        f"/deur/{BROKEN}",
        f"/deur/{door_token(world.doors[1])}",
        f"/bijeenkomsten/{world.event.slug}/aanmelden",
    ):
        inspector.page.goto(links.absolute("events.agenda") + path.removeprefix("/"))
        inspector.look()
    inspector.page.context.clear_cookies()
    inspector.send()
    expect(inspector.page.locator("main")).to_contain_text("te lang open")


def sign_in(inspector: Inspector, world: World) -> None:
    inspector.visit("accounts.forgotten")
    inspector.send()
    inspector.visit("accounts.forgotten_sent")
    inspector.visit("accounts.choose_password", token=password_link(world.member))
    inspector.send()
    set_up_an_app(inspector, world.newcomer)
    inspector.visit("accounts.sign_in")
    inspector.send()
    inspector.fill_in(email=world.member.email, password=PASSWORD)
    inspector.visit("accounts.recovery_code")
    inspector.send()
    inspector.visit("accounts.code")
    inspector.send()
    inspector.fill_in(code=code_of(world.member.tf_totp_secret, clock.now()))
    inspector.visit("accounts.renew_recovery_codes")
    inspector.send()


def password_link(user: User) -> str:
    return links.sign(accounts.LINK, user.ref, user.link_version)


def set_up_an_app(inspector: Inspector, newcomer: User) -> None:
    """Sign in for the first time, see the recovery codes, and sign out."""
    inspector.visit("accounts.sign_in")
    inspector.fill_in(email=newcomer.email, password=PASSWORD)
    inspector.visit("accounts.set_up")
    address = inspector.page.locator("main ol a").get_attribute("href") or ""
    inspector.send(code="000000")
    inspector.send(code=code_of_key(address, clock.now()))
    expect(inspector.page.locator(".codes li")).to_have_count(8)
    inspector.page.locator("main a.button").click()
    inspector.look()
    inspector.page.locator("header [type=submit]").click()


def walk_the_workplace(inspector: Inspector, app: Flask, world: World) -> None:
    """Open every page of staff, as a member of the project team."""
    for endpoint in STAFF_ROUTES:
        if "GET" in methods(app, endpoint) and endpoint not in NO_PAGES:
            inspector.visit(endpoint, **about(endpoint, world))


def about(endpoint: str, world: World) -> dict[str, str]:
    """Give the arguments of an address, by the names the table of routes has for them."""
    things = {
        "event": world.event.ref,
        "group": world.group.ref,
        "user": world.member.ref,
        "guest": world.guests[0].ref,
        "outcome": world.outcome.ref,
        "partner": world.partner.ref,
        "upload": world.upload.ref,
        "sector": "zorg",
        "series": world.invitations[0].member.series.ref,
        "request": world.request.ref,
        "item": world.item.ref,
        "contributor": world.contributors[0].ref,
        "material": world.material.ref,
        "letter": world.letter.ref,
        "uitstellen": "uitstellen",
        "answer": world.answers[0].ref,
        "joiner": world.joiner.ref,
        "visit": world.visit.ref,
        **world.plan,
    }
    return {name: things[thing] for name, thing in (ROUTES[endpoint].about or {}).items()}


def walk_the_forms_of_staff(inspector: Inspector, world: World) -> None:
    event, outcome = {"ref": world.event.ref}, {"ref": world.outcome.ref}
    for endpoint in (
        "events_manage.new",
        "followups_manage.new",
        "accounts_manage.invite",
        "partners_manage.new",
        "partners_manage.sector_list",
        "partners_manage.upload",
        "series_manage.new",
    ):
        inspector.open(endpoint)
        inspector.send()
    inspector.visit("partners_manage.merge", ref=world.partner.ref, met=world.double.ref)
    inspector.open("events_manage.edit", **event)
    inspector.send(title="", day="31-02-2027", reply_address="geen adres")
    inspector.open("events_manage.edit", ref=world.draft.ref)
    inspector.look()
    inspector.page.get_by_role("button", name="Publiceer").click()
    inspector.look()
    for endpoint in ("show", "accept", "decline"):
        inspector.open(f"requests_manage.{endpoint}", ref=world.request.ref)
        inspector.send()
    inspector.open("events_manage.cancel", **event)
    inspector.send()
    inspector.open("events_manage.edit", **event)
    inspector.send(venue="De Klok")
    expect(inspector.page.locator("h1")).to_have_text("Dit gebeurt er")
    walk_the_forms_of_helping(inspector, world)
    inspector.open("letters_manage.write", **event)
    inspector.send()
    inspector.visit("letters_manage.mails", stand="mislukt", **event)
    inspector.visit("letters_manage.letter", letter_ref=world.letter_sent.ref, **event)
    walk_the_forms_of_the_list(inspector, world)
    group = event | {"group_ref": world.group.ref}
    inspector.open("registrations_manage.breakout_groups", **event)
    inspector.send("#add-group")
    inspector.open("registrations_manage.breakout_group", **group)
    inspector.send("#details", title="")
    inspector.open("seats_manage.kept", **event)
    inspector.send("#seats", onsite_resident="5")
    inspector.open("questions_manage.fields", **event)
    inspector.send("#add-question")
    inspector.open("programme_manage.overview", **event)
    inspector.send("#add")
    inspector.open("programme_manage.new_contributor", **event)
    inspector.send("#contributor")
    inspector.open("programme_manage.materials", **event)
    inspector.send("#add")
    inspector.visit("followups_manage.meaning", controle="1", **outcome)
    for form in ("#observe", "#evidence"):
        inspector.open("followups_manage.show", **outcome)
        inspector.send(form)
    walk_the_forms_of_planning(inspector, world)
    walk_the_answers(inspector, world)
    inspector.visit("reports_manage.report", first="2027-02-01", last="2027-01-01")
    walk_the_states_of_outcomes(inspector, world)


def walk_the_forms_of_helping(inspector: Inspector, world: World) -> None:
    event = {"ref": world.event.ref}
    guest = event | {"registration_ref": world.guests[0].ref}
    inspector.open("assisted_manage.new", **event)
    inspector.send()
    inspector.open("assisted_manage.helpers", **event)
    inspector.send("#make-link")
    inspector.open("registrations_manage.detail", **guest)
    inspector.fill_in("form[action$='/teruggekomen']")
    inspector.look()
    inspector.open("assisted_manage.address", **guest)
    inspector.send(email="geen adres")
    inspector.send(email="")
    inspector.open("assisted_manage.to_call", **event)
    inspector.look()


def walk_the_forms_of_the_list(inspector: Inspector, world: World) -> None:
    event = {"ref": world.event.ref}
    guest = event | {"registration_ref": world.guests[0].ref}
    inspector.visit("registrations_manage.overview", **event, zoek="niemand heet zo")
    inspector.open("guest_manage.change", **guest)
    inspector.send(people="99")
    inspector.visit("subscribers_manage.hand_over")
    inspector.open("list_manage.export", **event)
    inspector.page.get_by_label("Zet ook achternaam en e-mailadres erin").check()
    inspector.send(purpose="")
    inspector.open("list_manage.upload", **event)
    inspector.send()


def walk_the_forms_of_planning(inspector: Inspector, world: World) -> None:
    event = {"ref": world.event.ref}
    inspector.open("planning_manage.runbook", **event)
    for summary in inspector.page.locator("main summary").all():
        summary.click()
    inspector.look()
    for endpoint in ("planning_manage.copy", "paper_manage.contacts"):
        inspector.open(endpoint, **event)
        inspector.send()
    inspector.open("planning_manage.runbook", **event)
    inspector.send("main form[novalidate]")
    inspector.open("formats_manage.show", ref=world.plan["format"])
    inspector.send("#issue")


def walk_the_answers(inspector: Inspector, world: World) -> None:
    """Leave out an answer without a reason, choose too few questions, and write too long a note."""
    event, text = {"ref": world.over.ref}, {"text_ref": world.answers[0].ref}
    inspector.visit("evaluations_manage.results", **event)
    inspector.page.locator("details summary").first.click()
    inspector.look()
    inspector.page.locator("details[open] [type=submit]").click()
    inspector.look()
    inspector.open("evaluations_manage.questions", **event)
    inspector.page.get_by_label("Voelde je je welkom?").uncheck()
    inspector.page.get_by_label("Wat kun je bieden?").uncheck()
    inspector.page.get_by_label("Wat ga jij morgen").uncheck()
    inspector.send()
    inspector.open("evaluations_manage.wish", **text)
    inspector.send(note="x" * 501)


def walk_the_states_of_outcomes(inspector: Inspector, world: World) -> None:
    """See an outcome handed in, handed back, and taken back."""
    outcome = {"ref": world.submitted.ref}
    for endpoint in ("hand_back", "withdraw"):
        inspector.open(f"followups_manage.{endpoint}", **outcome)
        inspector.send()
        inspector.send(note="De bron ontbreekt.")
