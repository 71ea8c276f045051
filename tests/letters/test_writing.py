"""Writing to guests: a draft, a preview with a count, a trial, and sent once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.letters import outgoing, service
from academie.letters.models import Letter, LetterAudience, LetterCopy
from academie.outbox.models import OutboxMessage
from academie.registrations import groups
from academie.registrations import service as registrations
from academie.registrations.models import Registration
from tests.checkin.factories import make_door, scan
from tests.factories import NOW, WHEN, make_event, make_user
from tests.letters.factories import WRITER, make_letter, seen, send
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import make_group, register

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ONLINE = AttendanceMode.ONLINE


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def make_full_meeting() -> Event:
    """Make a meeting with guests of every sort, each named after what they are."""
    event = make_event(mode=EventMode.HYBRID, capacity=3, online_capacity=5)
    group = make_group(event)
    came = register(event, "kwam@voorbeeld.nl")
    register(event, "groep@voorbeeld.nl", group=group)
    register(event, "scherm@voorbeeld.nl", mode=ONLINE)
    gone = register(event, "weg@voorbeeld.nl")
    register(event, "wacht@voorbeeld.nl", people=2)
    registrations.cancel(gone, now=NOW)
    nobody = register(event, "bel@voorbeeld.nl", mode=ONLINE)
    nobody.email = None
    scan(make_door(event), came)
    db.session.commit()
    return event


def names(letter: Letter) -> set[str]:
    """Name who a letter goes to, by their addresses."""
    found = select(Registration.email).where(Registration.id.in_(outgoing.recipients(letter, NOW)))
    return {str(email).partition("@")[0] for email in db.session.scalars(found)}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("audience", "whom"),
    [
        (LetterAudience.EVERYBODY, {"kwam", "groep", "scherm", "wacht"}),
        (LetterAudience.ONSITE, {"kwam", "groep"}),
        (LetterAudience.ONLINE, {"scherm"}),
        (LetterAudience.GROUP, {"groep"}),
        (LetterAudience.WAITING, {"wacht"}),
        (LetterAudience.CAME, {"kwam"}),
        (LetterAudience.MISSED, {"groep", "scherm"}),
    ],
)
def test_a_letter_goes_to_whom_it_is_for(audience: LetterAudience, whom: set[str]) -> None:
    event = make_full_meeting()
    group = event.groups[0] if audience is LetterAudience.GROUP else None

    assert names(make_letter(event, audience=audience, group=group)) == whom


@pytest.mark.usefixtures("app")
def test_a_letter_to_a_group_that_was_taken_away_goes_to_nobody() -> None:
    event = make_full_meeting()
    empty = make_group(event, "Nog niemand")
    letter = make_letter(event, audience=LetterAudience.GROUP, group=empty)

    groups.remove(empty, now=NOW)
    db.session.commit()
    db.session.refresh(letter)

    assert outgoing.readers(letter, NOW) == (0, 0, 0, 0)
    with pytest.raises(service.NoReadersError):
        send(letter)


@pytest.mark.usefixtures("app")
def test_readers_are_counted_with_those_to_call() -> None:
    letter = make_letter(make_full_meeting())

    assert outgoing.readers(letter, NOW) == (4, 5, 1, 0)


def test_each_reader_gets_a_mail_of_their_own(mailbox: Mailbox) -> None:
    event = make_event()
    register(event, "een@voorbeeld.nl", given_name="Ans")
    register(event, "twee@voorbeeld.nl")
    deliver(mailbox)

    sent = send(make_letter(event))
    mails = deliver(mailbox)

    assert sent
    assert [mail["to"] for mail in mails] == ["een@voorbeeld.nl", "twee@voorbeeld.nl"]
    assert {str(mail["subject"]) for mail in mails} == {"Neem een kussen mee"}
    assert "Dag Ans," in plain(mails[0])
    assert "De stoelen zijn **hard**." in plain(mails[0])
    assert "<strong>hard</strong>" in html(mails[0])
    assert "Afmelden:" in plain(mails[0])
    assert mails[0]["list-unsubscribe"] is None
    assert not [mail["cc"] or mail["bcc"] for mail in mails if mail["cc"] or mail["bcc"]]


def test_sending_twice_mails_once(mailbox: Mailbox) -> None:
    event = make_event()
    register(event)
    deliver(mailbox)
    letter = make_letter(event)
    mark = seen(letter)

    sent = [send(letter, seen=mark) for _press in range(2)]

    assert sent == [True, False]
    assert len(deliver(mailbox)) == 1
    assert letter.parties == 1


@pytest.mark.usefixtures("app")
def test_a_letter_that_changed_since_it_was_shown_is_shown_again() -> None:
    event = make_event()
    register(event)
    letter = make_letter(event)
    mark = seen(letter)
    register(event, "later@voorbeeld.nl")

    with pytest.raises(service.ReadersChangedError):
        send(letter, seen=mark)

    assert letter.sent_at is None


@pytest.mark.usefixtures("app")
def test_a_letter_that_left_stays_as_it_was() -> None:
    event = make_event()
    register(event)
    letter = make_letter(event)
    send(letter)
    words: dict[str, Any] = {"audience": letter.audience, "group": None, "subject": "x"}

    with pytest.raises(service.AlreadySentError):
        service.change(letter, text="x", now=NOW, **words)
    with pytest.raises(service.AlreadySentError):
        service.discard(letter)


@pytest.mark.usefixtures("app")
def test_nobody_gets_more_than_three_letters_a_day() -> None:
    event = make_event()
    register(event)
    for number in range(3):
        send(make_letter(event, subject=str(number)))

    with pytest.raises(service.TooManyLettersError):
        send(make_letter(event))
    assert send(make_letter(event), now=NOW + timedelta(days=1))


@pytest.mark.usefixtures("app")
def test_each_of_four_groups_gets_its_letter_on_one_day() -> None:
    event = make_event()
    groups_of_event = [make_group(event, f"Tafel {number}") for number in range(4)]
    guests = [
        register(event, f"gast{number}@voorbeeld.nl", group=group, people=2)
        for number, group in enumerate(groups_of_event)
    ]
    for group in groups_of_event:
        send(make_letter(event, audience=LetterAudience.GROUP, group=group))
    for _again in range(2):
        send(make_letter(event, audience=LetterAudience.GROUP, group=groups_of_event[0]))

    to_all = make_letter(event)
    numbers = outgoing.readers(to_all, NOW)
    send(to_all)

    assert numbers == (3, 6, 0, 1)
    read_by = db.session.scalars(select(LetterCopy.registration_id).filter_by(letter=to_all))
    assert set(read_by) == {guest.id for guest in guests[1:]}


@pytest.mark.usefixtures("app")
def test_after_two_weeks_one_writes_only_to_who_asked_for_it() -> None:
    event = make_event()
    register(event)

    with pytest.raises(service.TooLateToWriteError):
        send(make_letter(event), now=WHEN + timedelta(days=15))


@pytest.mark.usefixtures("app")
def test_a_letter_to_nobody_does_not_leave() -> None:
    with pytest.raises(service.NoReadersError):
        send(make_letter(make_event()))


@pytest.mark.usefixtures("app")
def test_who_signs_off_before_the_mail_leaves_gets_none(mailbox: Mailbox) -> None:
    event = make_event()
    guest = register(event)
    deliver(mailbox)
    send(make_letter(event))
    registrations.cancel(guest, now=NOW)

    subjects = [str(mail["subject"]) for mail in deliver(mailbox)]

    assert subjects == [f"Je bent afgemeld voor {event.title}"]


def test_a_trial_goes_to_its_writer_alone(mailbox: Mailbox) -> None:
    event = make_event()
    register(event)
    deliver(mailbox)
    letter = make_letter(event)
    assert letter.by

    service.try_out(letter, by=letter.by, now=NOW)
    (mail,) = deliver(mailbox)

    assert (mail["to"], mail["subject"]) == (WRITER, "Proef: Neem een kussen mee")
    assert "De stoelen zijn **hard**." in plain(mail)
    assert "Alleen jij krijgt deze e-mail." in plain(mail)
    assert db.session.scalar(select(func.count()).select_from(LetterCopy)) == 0


def test_two_who_ask_for_a_trial_each_get_one(mailbox: Mailbox) -> None:
    letter = make_letter(make_event())
    writer, colleague = letter.by, make_user(email="collega@voorbeeld.nl")
    assert writer

    for reader in (writer, colleague, writer):
        service.try_out(letter, by=reader, now=NOW)
    mails = deliver(mailbox)

    assert sorted(mail["to"] for mail in mails) == [colleague.email, writer.email]


@pytest.mark.usefixtures("app")
def test_what_is_kept_names_no_guest() -> None:
    event = make_event()
    register(event, given_name="Fatima")
    letter = make_letter(event)
    send(letter)

    kept = [letter.subject, letter.text]
    details = db.session.scalars(select(OutboxMessage.detail).filter_by(kind="letters.written"))

    assert "Fatima" not in str([*kept, *details])
