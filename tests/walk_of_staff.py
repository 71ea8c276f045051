"""The way of staff through the workplace, with its forms and their mistakes."""

from collections.abc import Iterable

from playwright.sync_api import expect

from academie.accounts import queries as accounts
from academie.accounts.models import User
from academie.core import clock, links
from academie.followups.chains import links_of
from tests.accounts.factories import PASSWORD, code_of, code_of_key
from tests.house.routes import ROUTES
from tests.house.things import REPORTS
from tests.inspector import Inspector
from tests.walk_of_follow_up import (
    walk_the_checkpoints,
    walk_the_commitments,
    walk_the_forms_of_an_outcome,
    walk_the_states_of_outcomes,
    walk_what_was_learned,
)
from tests.walk_of_reports import walk_the_reports
from tests.world import World

EMPTY_FORMS = (
    "events_manage.new",
    "followups_manage.new",
    "accounts_manage.invite",
    "partners_manage.new",
    "partners_manage.upload",
    "series_manage.new",
)


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
    inspector.press(inspector.page.locator("main a.button"))
    inspector.look()
    inspector.press(inspector.page.locator("header [type=submit]"))


def walk_the_workplace(inspector: Inspector, endpoints: Iterable[str], world: World) -> None:
    """Open these pages of staff, as a member of the project team."""
    for endpoint in endpoints:
        inspector.visit(endpoint, **about(endpoint, world))


def about(endpoint: str, world: World) -> dict[str, str]:
    """Give the arguments of an address, by the names the table of routes has for them."""
    things = {
        "event": world.event.ref,
        "group": world.group.ref,
        "user": world.member.ref,
        "guest": world.guests[0].ref,
        "outcome": world.outcome.ref,
        "evidence": world.outcome.evidence[0].ref,
        "joint": links_of(world.outcome)[0].ref,
        "submitted": world.confirmations[0].outcome.ref,
        "confirmation": world.confirmations[0].ref,
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
        "geweest": "geweest",
        "answer": world.answers[0].ref,
        "joiner": world.joiner.ref,
        "checkpoint": world.questions[0].ref,
        "commitment": world.noted.ref,
        "commitment_party": world.noted.parties[0].ref,
        "visit": world.visit.ref,
        "a": "a",
        **REPORTS,
        **world.plan,
        **world.private,
        **world.learned,
        **world.files,
    }
    return {name: things[thing] for name, thing in (ROUTES[endpoint].about or {}).items()}


def walk_the_forms_of_staff(inspector: Inspector, world: World) -> None:
    event = {"ref": world.event.ref}
    for endpoint in (
        "events_manage.new",
        "followups_manage.new",
        "accounts_manage.invite",
        "partners_manage.new",
        "partners_manage.sector_list",
        "partners_manage.upload",
        "series_manage.new",
        "alliances_manage.new",
        "pledges_manage.new",
        "lessons_manage.new",
    ):
        inspector.open(endpoint)
        inspector.send()
    inspector.visit("partners_manage.merge", ref=world.partner.ref, met=world.double.ref)
    inspector.open("events_manage.edit", **event)
    inspector.send(title="", day="31-02-2027", reply_address="geen adres")
    inspector.open("events_manage.edit", ref=world.draft.ref)
    inspector.look()
    inspector.press(inspector.page.get_by_role("button", name="Publiceer"))
    inspector.look()
    for endpoint in ("show", "address", "accept", "decline"):
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
    walk_the_forms_of_an_outcome(inspector, world)
    walk_the_forms_of_privacy(inspector, world)
    walk_the_forms_of_planning(inspector, world)
    walk_the_answers(inspector, world)
    walk_the_reports(inspector, world)
    walk_the_commitments(inspector, world)
    walk_the_checkpoints(inspector, world)
    walk_the_states_of_outcomes(inspector, world)
    walk_what_was_learned(inspector, world)
    walk_the_accounts(inspector, world)


def walk_the_accounts(inspector: Inspector, world: World) -> None:
    """Fill in a number that stands nowhere, and see what is missing."""
    draft = {"ref": world.learned["activity_draft"]}
    inspector.open("activity_manage.show", **draft)
    inspector.page.get_by_label("Hoeveel is er gedaan?").fill("6")
    inspector.page.get_by_label("Waar staat dit getal?").fill("")
    inspector.send("main form:has(section)")
    inspector.visit("activity_manage.adopt", **draft)


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
    inspector.page.get_by_label("Zet ook achternaam, e-mailadres en telefoonnummer erin").check()
    inspector.send(purpose="")
    inspector.open("list_manage.upload", **event)
    inspector.send()


def walk_the_forms_of_privacy(inspector: Inspector, world: World) -> None:
    for endpoint in ("note", "new_breach", "find"):
        inspector.open(f"privacy_manage.{endpoint}")
        inspector.send()
    inspector.open("privacy_manage.find")
    inspector.send(email=world.guests[0].email or "")
    inspector.open("privacy_manage.show", ref=world.private["data_request"])
    inspector.send()
    inspector.open("privacy_manage.breach", ref=world.private["breach"])
    inspector.send(log_until="1-1-2020")


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
    inspector.press(inspector.page.locator("details[open] [type=submit]"))
    inspector.look()
    inspector.open("evaluations_manage.questions", **event)
    inspector.page.get_by_label("Voelde je je welkom?").uncheck()
    inspector.page.get_by_label("Wat kun je bieden?").uncheck()
    inspector.page.get_by_label("Wat ga jij morgen").uncheck()
    inspector.send()
    inspector.open("evaluations_manage.wish", **text)
    inspector.send(note="x" * 501)
