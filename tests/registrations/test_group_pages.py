"""Pages of small groups: what people choose, and what staff set up."""

import pytest

from academie.core import clock
from academie.core.db import db
from academie.events import groups
from academie.events import service as events
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import EventMode
from academie.registrations import offers, queries
from academie.registrations.models import Registration
from academie.registrations.tickets import ticket_for, ticket_pdf
from tests import pdf_reading
from tests.browser import Browser, Page
from tests.checkin.factories import device_address, make_door
from tests.factories import NOW, WHEN, make_event, make_user
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import accept_offer, make_group, own_url, register

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FORM = "main form"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def team(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def url(event: Event, rest: str = "") -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/groepen{rest}"


def change_group(browser: Browser, guest: Registration, group: BreakoutGroup) -> Page:
    browser.get(own_url(guest, "/wijzigen"))
    return browser.submit(group=group.ref)


def choices(page: Page) -> list[str]:
    """Give the groups that a page offers, in their order."""
    return page.texts("label[for^='group-'] span")


def test_the_form_asks_for_a_group_and_says_what_is_full(browser: Browser) -> None:
    event = make_event()
    group = make_group(event, capacity=1)
    make_group(event, "Wonen", capacity=0)

    asked = browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")
    empty = browser.submit(FORM, given_name="Fatima", email="fatima@voorbeeld.nl")
    done = browser.submit(FORM, group=group.ref)

    assert choices(asked) == ["Schulden", "Wonen (vol)", "Ik weet het nog niet"]
    assert empty.text("#group-error") == "Kies over welk onderwerp je wilt meepraten."
    assert done.text("h1") == "Je bent aangemeld"
    guest = queries.of_address(event, "fatima@voorbeeld.nl")
    assert guest
    assert guest.breakout_group is group


def test_a_full_group_is_refused_beside_the_question(browser: Browser) -> None:
    event = make_event()
    full = make_group(event, capacity=0)
    browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")
    typed = {"given_name": "Fatima", "email": "fatima@voorbeeld.nl"}

    page = browser.submit(FORM, group=full.ref, **typed)
    later = browser.submit(FORM, group="later")

    assert page.status == 422
    assert page.text("#group-error") == "Deze groep is net vol. Kies een ander onderwerp."
    assert page.one("#given_name")["value"] == "Fatima"
    assert later.text("h1") == "Je bent aangemeld"


def test_a_group_of_another_meeting_is_no_choice(browser: Browser) -> None:
    event, other = make_event(), make_event()
    make_group(event)
    foreign = make_group(other)
    browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")

    page = browser.submit(FORM, given_name="A", email="a@voorbeeld.nl", group=foreign.ref)

    assert page.status == 422
    assert queries.of_address(event, "a@voorbeeld.nl") is None


def test_a_group_for_the_other_way_to_take_part_is_refused(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID)
    group = make_group(event)
    browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")

    page = browser.submit(
        FORM, given_name="A", email="a@voorbeeld.nl", mode="online", group=group.ref
    )

    assert choices(page) == ["Schulden (op locatie)", "Ik weet het nog niet"]
    assert page.text("#group-error") == "Deze groep is op de locatie. Kies een groep online."


def test_somebody_changes_group_on_their_own_page(browser: Browser) -> None:
    event = make_event()
    one, other = make_group(event), make_group(event, "Wonen", capacity=1)
    guest = register(event, group=one)

    before = browser.get(own_url(guest))
    after = change_group(browser, guest, other)
    register(event, "ander@voorbeeld.nl", group=one)
    one.pool.capacity = 1
    refused = change_group(browser, guest, one)
    still = browser.get(own_url(guest))

    assert "Groep: Schulden" in before.text(".ticket")
    assert "Groep: Wonen" in after.text(".ticket")
    assert (refused.status, refused.text("#group-error")) == (
        422,
        "Deze groep is net vol. Kies een ander onderwerp.",
    )
    assert "Groep: Wonen" in still.text(".ticket")


def test_a_meeting_without_groups_asks_nothing(browser: Browser) -> None:
    guest = register(make_event())

    page = browser.get(own_url(guest, "/wijzigen"))

    assert not page.select("[name=group], [name=second_group]")


def test_the_group_stands_on_paper_in_the_mail_and_at_the_door(
    browser: Browser, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    guest = register(event, group=make_group(event, "Wonen & leven"))

    (mail,) = deliver(mailbox)
    monkeypatch.setattr(clock, "now", lambda: WHEN)
    browser.get(device_address(make_door(event)))
    page = browser.submit("#by-code", code=guest.code)

    assert "Groep: Wonen & leven" in plain(mail)
    assert "Wonen &amp; leven" in html(mail)
    assert "Groep: Wonen & leven" in pdf_reading.text(ticket_pdf(ticket_for(guest)))
    assert page.text("#answer [data-slot=remark]") == "Groep: Wonen & leven."


def test_who_missed_their_group_reads_it_in_the_mail(mailbox: Mailbox) -> None:
    event = make_event(capacity=0)
    group = make_group(event, capacity=0)
    guest = register(event, group=group)
    deliver(mailbox)
    event.pools[0].capacity = 5
    offers.offer_free_seats(NOW)
    deliver(mailbox)
    accept_offer(guest)

    (mail,) = deliver(mailbox)

    assert "Je koos de groep 'Schulden'. Die is vol." in plain(mail)
    assert own_url(guest) in plain(mail)
    assert "Je koos de groep" in html(mail)


def test_staff_make_order_change_and_remove_groups(team: Browser) -> None:
    event = make_event()
    empty = team.get(url(event))
    nothing = team.submit("#add-group")
    team.submit("#add-group", title="Wonen", capacity="6", facilitator="Anna")
    team.submit("#add-group", challenge="schulden")

    page = team.submit('form[action$="omhoog"]')
    refs = {group.title: group.ref for group in event.groups}
    schulden = next(title for title in refs if title != "Wonen")
    team.get(url(event, f"/{refs['Wonen']}"))
    changed = team.submit("#details", capacity="8")
    gone = team.submit(f'form[action*="{refs[schulden]}/weghalen"]')

    assert "nog geen groepen" in empty.text(".quiet")
    assert nothing.text("#title-error") == "Vul een onderwerp in, of kies een opgave."
    assert page.texts(".card h3") == [schulden, "Wonen"]
    assert "nog 8 plekken" in changed.texts(".card")[1]
    assert "Begeleider: Anna" in changed.texts(".card")[1]
    assert gone.texts(".card h3") == ["Wonen"]


def test_staff_are_told_how_many_hold_a_seat_or_chose_the_group(team: Browser) -> None:
    event = make_event()
    group = make_group(event, capacity=5)
    register(event, people=3, group=group)

    team.get(url(event, f"/{group.ref}"))
    small = team.submit("#details", capacity="2", facilitator="Anna")
    team.get(url(event))
    kept = team.submit('form[action$="weghalen"]')

    assert (small.status, small.text("#capacity-error")) == (
        422,
        "Er hebben 3 mensen een plek. Kies 3 of meer.",
    )
    assert small.one("#facilitator")["value"] == "Anna"
    assert (kept.status, kept.texts(".summary li")) == (
        409,
        ["3 mensen kozen deze groep. Je kunt haar niet weghalen."],
    )


def test_notes_are_written_afterwards_and_stay_inside(team: Browser) -> None:
    event = make_event()
    group = make_group(event, facilitator="Anna de Groot")
    team.get(url(event, f"/{group.ref}"))

    team.submit("#notes", problems="Te dure huur.", what_works="Een huis.", agreements="Bellen.")

    db.session.refresh(group)
    assert (group.problems, group.what_works, group.agreements) == (
        "Te dure huur.",
        "Een huis.",
        "Bellen.",
    )
    for address_ in (f"/bijeenkomsten/{event.slug}", f"/bijeenkomsten/{event.slug}/aanmelden"):
        body = team.get(address_).response.text
        assert not [
            words for words in ("Te dure huur", "Bellen.", "Anna de Groot") if words in body
        ]


def test_what_a_group_talked_about_is_not_thrown_away_by_one_press(team: Browser) -> None:
    event = make_event()
    group = make_group(event)
    groups.note(group, problems="Brieven zijn moeilijk.", what_works=None, agreements=None)
    db.session.commit()
    team.get(url(event))

    page = team.submit('form[action$="weghalen"]')

    assert page.status == 409
    assert page.texts(".summary li") == [
        "Er zijn notities van deze groep. Haal die eerst leeg, of laat de groep staan."
    ]
    assert team.get(url(event, f"/{group.ref}")).text("#problems") == "Brieven zijn moeilijk."


def test_a_meeting_that_is_over_keeps_its_groups(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    group = make_group(event)
    opened = team.get(url(event))
    monkeypatch.setattr(clock, "now", lambda: event.ends_at)
    events.close(event, now=event.ends_at)
    db.session.commit()
    shown = team.get(url(event)).select('form[action$="weghalen"]')
    team.page = opened

    page = team.submit('form[action$="weghalen"]')

    assert (shown, page.status) == ([], 409)
    assert team.get(url(event, f"/{group.ref}")).status == 200


def test_the_list_of_staff_counts_each_group(team: Browser) -> None:
    event = make_event()
    group = make_group(event, capacity=5)
    register(event, people=3, group=group)

    page = team.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen")

    assert "Schulden" in page.texts("td.opt")
    assert "Schulden, 3 personen: nog 2 plekken" in page.text("main")


def test_groups_of_another_meeting_do_not_exist(team: Browser) -> None:
    event, other = make_event(), make_event()
    group = make_group(other)

    assert team.get(url(event, f"/{group.ref}")).status == 404


def test_who_changes_group_is_mailed_a_ticket_that_names_it(
    browser: Browser, mailbox: Mailbox
) -> None:
    event = make_event()
    guest = register(event, group=make_group(event))
    other = make_group(event, "Wonen")
    deliver(mailbox)
    change_group(browser, guest, other)
    change_group(browser, guest, other)

    (mail,) = deliver(mailbox)

    assert "Je groep is veranderd. Dit is je nieuwe kaartje." in plain(mail)
    assert "Je groep is veranderd." in html(mail)
    assert "Groep: Wonen" in plain(mail)
    assert mail["subject"] == "Je kaartje voor Publieksacademie Leeuwarden"


def test_who_waits_is_not_mailed_about_another_wish(browser: Browser, mailbox: Mailbox) -> None:
    event = make_event(capacity=0)
    guest = register(event, group=make_group(event))
    other = make_group(event, "Wonen")
    deliver(mailbox)

    change_group(browser, guest, other)

    assert deliver(mailbox) == []
