"""The pages on which staff see how mail fares and write to guests."""

import pytest
from sqlalchemy import func, select

from academie.accounts.models import AccessLogLine, RoleName
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.letters.models import Letter
from academie.outbox.models import OutboxMessage
from tests.browser import Browser, Page
from tests.factories import NOW, make_event, make_user
from tests.letters.factories import make_letter, send
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.registrations.factories import make_group, register

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FORM = "main form"
SEND = 'main form[action$="/versturen"]'
TYPED = {"to": "everybody", "subject": "Parkeren", "text": "Parkeer achter de zaal."}


@pytest.fixture
def staff(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Give the browser of the project team, at a clock that stands still."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    browser.sign_in(make_user())
    return browser


def url(event: Event, name: str = "") -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/berichten{name}"


def rows(page: Page) -> list[list[str]]:
    """Read the lines of the last table on the page."""
    return [
        [" ".join(cell.get_text(" ").split()) for cell in line.select("th, td")]
        for line in page.select("table")[-1].select("tbody tr")
    ]


def bounce(mailbox: Mailbox, event: Event) -> None:
    """Let one mail arrive, one fail for good and one fail for now."""
    mailbox.answers["weg@voorbeeld.nl"] = "550 5.1.1 User unknown"
    mailbox.answers["straks@voorbeeld.nl"] = "451 4.2.1 Try later"
    for name in ("komt", "weg", "straks"):
        register(event, f"{name}@voorbeeld.nl", given_name=name.capitalize())
    deliver(mailbox)


def test_mails_are_counted_by_kind_and_how_they_fare(mailbox: Mailbox, staff: Browser) -> None:
    event = make_event()
    bounce(mailbox, event)

    page = staff.get(url(event))

    assert rows(page) == [["Kaartje", "1", "1", "1"]]
    assert page.text(".notice p").startswith("1 mail is niet aangekomen.")


def test_a_mail_that_failed_says_why_and_goes_out_again(mailbox: Mailbox, staff: Browser) -> None:
    event = make_event()
    bounce(mailbox, event)
    mailbox.answers.clear()

    page = staff.get(url(event, "/lijst?stand=mislukt"))
    done = staff.submit(FORM)
    mails = deliver(mailbox)

    ((name, kind, state),) = rows(page)
    assert (name, kind) == ("Weg el Idrissi", "Kaartje")
    assert "Mislukt Dit e-mailadres bestaat niet." in state
    assert done.text(".notice[role=status]") == "De mail gaat zo opnieuw weg."
    assert [mail["to"] for mail in mails] == ["weg@voorbeeld.nl"]
    assert rows(staff.get(url(event, "/lijst?soort=registrations.confirmed")))[0][2].startswith(
        "Wacht"
    )


def test_the_page_of_a_guest_tells_how_their_mail_fares(mailbox: Mailbox, staff: Browser) -> None:
    event = make_event()
    bounce(mailbox, event)
    failed = rows(staff.get(url(event, "/lijst?stand=mislukt")))[0][0]
    link = staff.page.one("tbody td:first-child a")["href"] if staff.page else ""

    page = staff.get(str(link))

    assert page.text("h1") == failed
    assert page.texts("main li")[0].startswith("Kaartje: mislukt, maandag 1 maart 2027")
    assert "Dit e-mailadres bestaat niet." in page.texts("main li")[0]


def test_all_that_failed_goes_out_again_at_once(mailbox: Mailbox, staff: Browser) -> None:
    event = make_event()
    mailbox.answers["blok@voorbeeld.nl"] = "554 5.7.1 Blocked"
    register(event, "blok@voorbeeld.nl")
    bounce(mailbox, event)
    mailbox.answers.clear()

    before = staff.get(url(event))
    page = staff.submit('main form[action$="/opnieuw"]')

    assert before.text(".notice p").startswith("2 mails zijn niet aangekomen.")
    assert before.text(".notice button") == "Stuur 1 mail opnieuw"
    assert page.text(".notice[role=status]") == "1 mail gaat opnieuw weg."
    assert [mail["to"] for mail in deliver(mailbox)] == ["blok@voorbeeld.nl"]


def test_a_wrong_address_is_put_right_or_its_seats_are_freed_and_not_tried_in_bulk(
    mailbox: Mailbox, staff: Browser
) -> None:
    event = make_event()
    bounce(mailbox, event)
    deliver(mailbox)

    overview = staff.get(url(event))
    (link,) = staff.get(url(event, "/lijst?stand=mislukt")).select("tbody a[aria-describedby]")
    page = staff.get(str(link["href"]))

    assert not overview.select(".notice button")
    assert link.get_text() == "Verbeter het adres of maak de plek vrij"
    assert "Maak de plekken vrij" in page.texts(".notice button")


def test_who_looks_at_mails_is_noted(staff: Browser) -> None:
    event = make_event()
    register(event)

    staff.get(url(event, "/lijst"))

    seen = db.session.scalars(select(AccessLogLine.subject)).all()
    assert seen == [f"event:{event.ref}/messages"]


def test_a_list_is_read_by_the_page_and_strange_questions_do_no_harm(staff: Browser) -> None:
    event = make_event()
    for number in range(51):
        register(event, f"gast{number}@voorbeeld.nl")

    first = staff.get(url(event, "/lijst"))
    second = staff.get(url(event, "/lijst?pagina=2"))

    assert (len(rows(first)), len(rows(second))) == (50, 1)
    for strange in ("?pagina=0", "?pagina=-5", "?pagina=99999999999999", "?stand=x&soort='"):
        assert staff.get(url(event, f"/lijst{strange}")).status == 200


def test_a_letter_is_written_shown_and_sent(mailbox: Mailbox, staff: Browser) -> None:
    event = make_event()
    register(event, people=3)
    deliver(mailbox)
    staff.get(url(event, "/nieuw"))

    shown = staff.submit(FORM, **TYPED)
    waiting = deliver(mailbox)
    done = staff.submit(SEND)
    again = staff.post(staff_send(event), {})
    (mail,) = deliver(mailbox)

    assert shown.text("h1") == "Parkeren"
    assert "1 e-mail, samen 3 personen" in shown.text(".facts")
    assert waiting == []
    assert done.text(".notice[role=status]") == "Het bericht gaat nu weg."
    assert not done.select(SEND)
    assert again.status in {200, 400}
    assert mail["subject"] == "Parkeren"
    assert deliver(mailbox) == []
    assert (
        db.session.scalars(select(func.count()).where(AccessLogLine.subject.like("letter:%"))).one()
        == 1
    )


def staff_send(event: Event) -> str:
    return url(event, f"/brief/{the_letter().ref}/versturen")


def the_letter() -> Letter:
    return db.session.scalars(select(Letter)).one()


def test_a_draft_is_kept_changed_and_thrown_away(staff: Browser) -> None:
    event = make_event()
    group = make_group(event, "Schulden")
    staff.get(url(event, "/nieuw"))
    staff.submit(FORM, **TYPED)
    brief = url(event, f"/brief/{the_letter().ref}")

    staff.get(f"{brief}/veranderen")
    changed = staff.submit(FORM, to=f"group:{group.ref}", subject="Fietsen")
    listed = staff.get(url(event))
    staff.get(brief)
    gone = staff.submit('main form[action$="/weggooien"]')

    assert changed.text("h1") == "Fietsen"
    assert "Groep: Schulden" in changed.text(".facts")
    assert "Concept" in listed.text("main")
    assert gone.text(".notice[role=status]") == "Het concept is weg."
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 0


def test_a_trial_is_sent_to_who_asks(staff: Browser) -> None:
    letter = make_letter(make_event())
    staff.get(url(letter.event, f"/brief/{letter.ref}"))

    page = staff.submit('main form[action$="/proef"]')

    assert page.text(".notice[role=status]") == "De proef gaat zo naar projectteam@voorbeeld.nl."
    kinds = db.session.scalars(select(OutboxMessage.kind)).all()
    assert kinds == ["letters.trial"]


def test_what_changed_since_it_was_shown_is_shown_again(staff: Browser) -> None:
    event = make_event()
    register(event)
    letter = make_letter(event)
    staff.get(url(event, f"/brief/{letter.ref}"))
    register(event, "later@voorbeeld.nl")

    page = staff.submit(SEND)

    assert page.status == 409
    assert "Er is net iets veranderd." in page.text(".summary")
    assert "2 e-mails" in page.text(".facts")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"text": ""}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"to": "allemaal"}, "to"),
        ({"to": "group:0123456789abcdef"}, "to"),
        ({"to": "followers"}, "to"),
        ({"to": "came"}, "to"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    staff: Browser, wrong: dict[str, str], field: str
) -> None:
    event = make_event()
    staff.get(url(event, "/nieuw"))

    page = staff.submit(FORM, **TYPED | wrong)

    assert page.status == 422
    assert page.select(f"#{field}-error")
    assert db.session.scalar(select(func.count()).select_from(Letter)) == 0


def test_a_letter_of_another_meeting_is_not_there(staff: Browser) -> None:
    letter, other = make_letter(make_event()), make_event(title="Anders")

    assert staff.get(url(other, f"/brief/{letter.ref}")).status == 404


def test_an_organiser_writes_at_their_own_meetings_alone(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    own, other = make_event(), make_event(title="Van een ander")
    register(own)
    send(make_letter(own))
    browser.sign_in(make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", events=[own]))

    assert browser.get(url(own)).status == 200
    assert browser.get(url(other)).status == 404
    assert browser.get(url(other, "/nieuw")).status == 404


def test_one_does_not_write_about_a_plan_that_nobody_knows(staff: Browser) -> None:
    event = make_event(published=False)

    assert not staff.get(url(event)).select("main a.button")
    staff.get(url(event, "/nieuw"))
    page = staff.submit(FORM, **TYPED)

    assert page.status == 422
    assert "Publiceer de bijeenkomst eerst." in page.text(".summary")
