"""A file with people is taken in with a preview first, and registers them by one button."""

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import AccessLogLine
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience, EventMode
from academie.outbox.models import OutboxMessage
from academie.registrations import queries
from academie.registrations.models import RegistrationStatus
from tests.browser import Browser, Page
from tests.factories import make_event, make_user
from tests.registrations.factories import make_group, register
from tests.registrations.list_files import send, verdicts

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("at_now"),
]

HEAD = "voornaam;achternaam;e-mailadres;mensen"
FATIMA = "Fatima;el Idrissi;fatima@voorbeeld.nl;2"


@pytest.fixture
def team(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def send_lines(team: Browser, event: Event, *lines: str, head: str = HEAD) -> Page:
    return send(team, event, "\n".join([head, *lines]).encode())


def names(event: Event) -> list[tuple[str | None, int, RegistrationStatus]]:
    db.session.rollback()
    return [(row.given_name, row.people, row.status) for row in queries.of_event(event)]


def test_nobody_is_registered_before_the_button(team: Browser) -> None:
    event = make_event(capacity=3)

    page = send_lines(team, event, FATIMA, "Mo;;;", "Jan;de Boer;jan@voorbeeld.nl;3")

    assert verdicts(page) == ["Krijgt een plek", "Krijgt een plek", "Komt op de wachtlijst"]
    assert page.texts("tbody td.num:nth-child(3)") == ["2", "1", "3"]
    assert "2 mensen krijgen een e-mail." in page.text("main form")
    assert (names(event), event.pools[0].taken) == ([], 0)
    assert db.session.scalars(select(OutboxMessage)).all() == []

    done = team.submit()

    assert done.text(".notice") == "3 aanmeldingen erbij. 1 daarvan staat op de wachtlijst."
    assert names(event) == [
        ("Fatima", 2, RegistrationStatus.CONFIRMED),
        ("Mo", 1, RegistrationStatus.CONFIRMED),
        ("Jan", 3, RegistrationStatus.WAITLISTED),
    ]
    assert event.pools[0].taken == 3
    line = db.session.scalars(select(AccessLogLine).where(AccessLogLine.action == "change")).one()
    assert line.subject == f"event:{event.ref}/registrations"


def test_the_same_file_again_adds_nobody(team: Browser) -> None:
    event = make_event()
    lines = (FATIMA, "Mo;;;", "Mo;;;", "Ans;in 't Veld;;")
    send_lines(team, event, *lines)
    team.submit()

    again = send_lines(team, event, *lines)

    assert verdicts(again) == ["Staat er al in"] * 4
    assert again.select("main form") == []
    assert len(names(event)) == 4


def test_a_second_press_is_shown_as_it_stands_now(team: Browser) -> None:
    event = make_event()
    preview = send_lines(team, event, FATIMA)
    team.submit()
    team.page = preview

    page = team.submit()

    assert page.status == 409
    assert verdicts(page) == ["Staat er al in"]
    assert len(names(event)) == 1


def test_a_preview_that_is_no_longer_true_registers_nobody(team: Browser) -> None:
    event = make_event(capacity=2)
    send_lines(team, event, FATIMA)
    register(event, "eerder@voorbeeld.nl")

    page = team.submit()

    assert page.status == 409
    assert page.text(".summary li") == "Er is intussen iets veranderd. Kijk de lijst nog eens na."
    assert verdicts(page) == ["Komt op de wachtlijst"]
    assert len(names(event)) == 1
    assert team.submit().status == 200
    assert len(names(event)) == 2


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (";Bos;a@voorbeeld.nl;1", "Vul een voornaam in."),
        (f"{'x' * 81};;;1", "Dit is te lang: hooguit 80 tekens."),
        ("Win op vals.nl;;a@voorbeeld.nl;1", "Schrijf hier alleen een naam."),
        ("Jan;;geen adres;1", "Dit e-mailadres klopt niet."),
        ("Jan;;;veel", "Vul bij mensen een getal in."),
        ("Jan;;;5", "Vul een getal in van 1 tot en met 4."),
        ("Jan;;;0", "Vul een getal in van 1 tot en met 4."),
        ("Jan;Bos", "Hier staan 2 cellen. Dat moeten er 4 zijn."),
        ("Jan;;FATIMA@voorbeeld.nl;1", "Dit e-mailadres staat ook op regel 2."),
    ],
)
def test_a_bad_row_is_refused_with_its_line(team: Browser, line: str, sentence: str) -> None:
    page = send_lines(team, make_event(), FATIMA, "", line)

    number, *_name, words = page.texts("tbody tr:last-child td")
    assert number == "4"
    assert words.startswith(f"Geweigerd {sentence}")


def test_each_comes_alone_where_the_meeting_says_so(team: Browser) -> None:
    page = send_lines(team, make_event(max_party=1), "Jan;;;2")

    assert verdicts(page) == ["Geweigerd Vul 1 in. Meer mensen per aanmelding kan niet."]


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("vorm", "", "Vul bij vorm 'op locatie' of 'online' in."),
        ("vorm", "thuis", "Vul bij vorm 'op locatie' of 'online' in."),
        ("groep", "Tuinieren", "Groep 'Tuinieren' kennen we niet."),
        ("doet mee als", "baas", "'baas' kennen we niet bij 'doet mee als'."),
        ("telefoon", "12", "Dit telefoonnummer klopt niet. Schrijf het zo: 06-12 34 56 78."),
        ("stand", "Afgemeld", "Deze persoon staat in de lijst als afgemeld."),
    ],
)
def test_an_unknown_word_is_refused(team: Browser, column: str, cell: str, sentence: str) -> None:
    event = make_event(mode=EventMode.HYBRID)
    given = {"vorm": "op locatie", column: cell}

    page = send_lines(
        team, event, f"Jan;{';'.join(given.values())}", head=";".join(["voornaam", *given])
    )

    assert verdicts(page) == [f"Geweigerd {sentence}"]


def test_all_columns_are_read(team: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID)
    make_group(event)
    head = "Voornaam,Vorm,Groep,Doet mee als,Organisatie,Telefoonnummer,Schoenmaat"
    line = "Jan,Op locatie,schulden,Bewoner,Bibliotheek,0612345678,43"

    page = send_lines(team, event, line, head=head)
    team.submit()

    assert "1 kolom kennen we niet. Die slaan we over." in page.text("main")
    guest = queries.of_event(event)[0]
    assert (guest.mode, guest.audience) == (AttendanceMode.ONSITE, Audience.RESIDENT)
    assert (guest.breakout_group and guest.breakout_group.title) == "Schulden"
    assert (guest.organisation_name, guest.phone) == ("Bibliotheek", "+31612345678")


def test_refused_rows_stop_the_list_until_somebody_says_to_skip_them(team: Browser) -> None:
    event = make_event()
    send_lines(team, event, FATIMA, "Jan;;geen adres;1")

    stopped = team.submit()
    assert (stopped.status, names(event)) == (422, [])
    assert "sla die regels over" in stopped.text("#skip-error")

    team.submit(skip="y")
    assert len(names(event)) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("voornaam;café".encode("cp1252"), "De letters in dit bestand kunnen we niet lezen."),
        (HEAD.encode("utf-16"), "De letters in dit bestand kunnen we niet lezen."),
        (b"PK\x03\x04rest", "Dit is geen CSV-bestand."),
        (b"\n \n", "Dit bestand is leeg."),
        (b"wie;wat\na;b", "We missen de kolom 'voornaam'."),
        (f"{HEAD};voornaam\na".encode(), "Een kolom staat er twee keer in."),
        (HEAD.encode(), "Onder de kolommen staat nog niets."),
        (f'{HEAD}\n"half'.encode(), "Regel 2 kunnen we niet lezen."),
        (f"{HEAD}\n".encode() + b"a;b\n" * 501, "Deze lijst is te lang."),
        (b"x" * 200_001, "Dit bestand is te groot."),
    ],
)
def test_what_is_no_list_is_refused_in_plain_words(
    team: Browser, content: bytes, sentence: str
) -> None:
    page = send(team, make_event(), content)

    assert page.status == 422
    assert page.text("#file-error").startswith(sentence)


def test_markup_and_quotes_in_a_file_survive_the_way_to_the_button(team: Browser) -> None:
    event = make_event()
    row = '"<script>alert(1)</script>";"\'t ""Hof"" & zo";x@voorbeeld.nl;1'

    page = send_lines(team, event, row)
    team.submit()

    assert page.select("main script") == []
    guest = queries.of_event(event)[0]
    assert (guest.given_name, guest.family_name) == ("<script>alert(1)</script>", '\'t "Hof" & zo')
