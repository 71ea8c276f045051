"""The way of guests through every page that is theirs, with its mistakes."""

from playwright.sync_api import expect

from academie.assisted.service import link_token
from academie.checkin.service import door_token
from academie.checkpoints import queries as checkpoints
from academie.commitments import queries as commitments
from academie.core import links
from academie.evaluations import queries as evaluations
from academie.followups.confirmation_queries import token_of as confirmation_token
from academie.letters.following import FOLLOWING
from academie.programme.contributors import token_of
from academie.registrations import guest_links, line
from academie.registrations.models import Registration
from academie.requests import queries as requests
from academie.series.messages import INVITATION, member_token
from tests.inspector import Inspector
from tests.world import World

BROKEN = "0123456789abcdef-1.wrong"


def walk_the_public_pages(inspector: Inspector, world: World) -> None:
    slug = world.event.slug or ""
    for endpoint in ("events.agenda", "pages.privacy", "pages.accessibility"):
        inspector.visit(endpoint)
    inspector.visit("events.agenda", provincie="zeeland")
    inspector.visit("share.subscribe")
    inspector.visit("share.subscribe", provincie="friesland")
    inspector.visit("share.frame")
    inspector.visit("results.outcomes")
    inspector.visit("followups.outcome", label="OPB-0001")
    inspector.visit("stories.chain")
    inspector.visit("stories.map_page")
    inspector.visit("events.show", slug=slug)
    inspector.visit("stories.timeline", slug=slug)
    inspector.visit("registrations.register", slug=slug)
    inspector.send(given_name="", email="geen adres", people="99")
    inspector.page.get_by_label("Leren omgaan met geld").check()
    inspector.fill_in(given_name="Fatima", email="fatima@voorbeeld.nl", people="2")
    inspector.visit("registrations.received", slug=slug)
    inspector.visit("requests.new")
    inspector.send(email="geen adres", meeting_money_amount="99999999")
    inspector.visit("requests.moved")
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
    for confirmation in world.confirmations:
        inspector.visit("confirming.confirm", token=confirmation_token(confirmation))
    inspector.open("confirming.confirm", token=confirmation_token(world.confirmations[0]))
    inspector.send("#answer")
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
    walk_the_commitments(inspector, world)
    walk_the_checkpoints(inspector, world)
    inspector.visit("events.show", slug=event.slug or "")


def walk_the_commitments(inspector: Inspector, world: World) -> None:
    """Write one down without a word, and say that one is yours."""
    event = world.party.commitment.event
    page = commitments.page_of(event)
    assert page is not None
    token = commitments.page_token(page)
    inspector.visit("commitments.record", token=token)
    expect(inspector.page.locator("#network")).not_to_be_empty()
    inspector.page.locator("#commitment [type=submit]").click()
    expect(inspector.page.locator("#said")).to_be_visible()
    inspector.look()
    inspector.visit("commitments.thanks", token=token)
    inspector.visit("commitments.confirm", token=commitments.party_token(world.party))
    inspector.send("main form")
    inspector.visit("events.show", slug=event.slug or "")


def walk_the_checkpoints(inspector: Inspector, world: World) -> None:
    """Say that something changed without saying what, and hand over to nobody."""
    asked, answered = map(checkpoints.token_of, world.questions)
    inspector.visit("checkpoints.answer", token=answered)
    inspector.visit("checkpoints.answer", token=answered, later="1")
    inspector.visit("checkpoints.answer", token=asked, antwoord="ja")
    inspector.send("#answer")
    inspector.visit("checkpoints.yours", token=asked)
    inspector.send("#hand-over", email="geen adres")
    inspector.visit("checkpoints.stop", token=asked)
    inspector.visit("checkpoints.handed_over")
    inspector.visit("checkpoints.stopped")


def personal_link(guest: Registration) -> str:
    return links.sign("registration", guest.ref, guest.link_version)


def walk_the_door(inspector: Inspector, world: World) -> None:
    verdict = inspector.page.locator("#answer h2")
    inspector.visit("checkin.door", token=door_token(world.doors[0]))
    inspector.send("#pair", volunteer="")
    inspector.send("#pair", volunteer="Anna")
    inspector.visit("checkin.device", token=inspector.page.url.rpartition("/")[2])
    code = world.guests[0].code
    for typed, words in ((code, "Welkom"), (code, "Is al binnen"), ("ZZZ999", "kennen we niet")):
        inspector.page.locator("#by-code [name=code]").fill(typed)
        inspector.page.locator("#by-code [type=submit]").click()
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
    expect(inspector.page.locator("main")).to_contain_text("Zet cookies aan voor deze website.")
