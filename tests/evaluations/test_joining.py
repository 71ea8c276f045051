"""Going on after a meeting: a form apart, with a name, a consent and a way back."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.core import clock
from academie.core.db import db
from academie.evaluations import joining, retention
from academie.evaluations.models import EvaluationResponse, Joiner
from academie.evaluations.service import NotAskedError
from academie.evaluations.terms import CONSENT_VERSION, Need
from academie.outbox.models import OutboxMessage
from tests.browser import Browser
from tests.evaluations.factories import (
    EVENING,
    LATER,
    join_url,
    make_joiner,
    my_url,
    questions_url,
)
from tests.factories import make_event
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox, settle

FILLED_IN = {
    "name": "Samira",
    "email": "samira@voorbeeld.nl",
    "needs": ["reach"],
    "needed": "Een school die meedoet",
    "offered": "Koken",
    "consent": "y",
}


pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _just_after_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: EVENING)


def the_joiner() -> Joiner:
    db.session.commit()
    return db.session.scalars(select(Joiner)).one()


def test_the_thanks_lead_to_a_form_apart(browser: Browser) -> None:
    event = make_event()
    browser.get(questions_url(event))

    page = browser.submit(opinion="good")

    assert page.one("main a.button")["href"] == join_url(event)


def test_somebody_leaves_their_name_and_what_they_choose_to_say(browser: Browser) -> None:
    event = make_event()
    browser.get(join_url(event))

    page = browser.submit(**FILLED_IN)

    joiner = the_joiner()
    assert (page.status, page.text("h1")) == (200, "Fijn dat je verder wilt meedoen")
    assert "Samira" not in page.text("body")
    assert (joiner.name, joiner.email) == ("Samira", "samira@voorbeeld.nl")
    assert (joiner.needed, joiner.offered) == ("Een school die meedoet", "Koken")
    assert [row.need for row in joiner.needs] == [Need.REACH]
    assert (joiner.consent_version, joiner.joined_at) == (CONSENT_VERSION, EVENING)


def test_a_name_an_address_and_a_tick_are_enough(browser: Browser) -> None:
    browser.get(join_url(make_event()))

    page = browser.submit(name="Samira", email="samira@voorbeeld.nl", consent="y")

    assert page.status == 200
    assert (the_joiner().needed, the_joiner().offered) == (None, None)


def test_nobody_is_kept_without_consent_and_the_box_is_empty(browser: Browser) -> None:
    page = browser.get(join_url(make_event()))

    refused = browser.submit(**FILLED_IN | {"consent": None})

    assert not page.one("[name=consent]").has_attr("checked")
    assert refused.status == 422
    assert refused.text("#consent-error") == "Zet een vinkje als we dit mogen bewaren."
    assert refused.one("#name")["value"] == "Samira"
    assert db.session.scalar(select(func.count()).select_from(Joiner)) == 0


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "Vul je naam in."),
        ("name", "x" * 81, "Schrijf je naam korter."),
        ("email", "", "Vul je e-mailadres in. Dan kunnen we je mailen."),
        ("email", "x", "Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl."),
        ("offered", "x" * 1001, "Maak dit korter: hooguit 1000 tekens."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    browser: Browser, field: str, value: str, words: str
) -> None:
    browser.get(join_url(make_event()))

    page = browser.submit(**FILLED_IN | {field: value})

    assert (page.status, page.text(f"#{field}-error")) == (422, words)


def test_a_known_address_hears_the_same_and_changes_nothing(
    browser: Browser, mailbox: Mailbox
) -> None:
    event = make_event()
    make_joiner(event)
    deliver(mailbox, hourly=True)
    browser.get(join_url(event))

    page = browser.submit(**FILLED_IN | {"name": "Een ander", "offered": "Iets anders"})

    assert page.text("h1") == "Fijn dat je verder wilt meedoen"
    assert (the_joiner().name, the_joiner().offered) == ("Samira", "Ik kan goed koken")
    assert [mail["to"] for mail in deliver(mailbox, hourly=True)] == ["samira@voorbeeld.nl"]


def test_one_address_is_not_mailed_without_end_by_whoever_types_it(app: Flask) -> None:
    del app
    event = make_event()

    for _ in range(6):
        make_joiner(event)
        settle()
    elsewhere = make_joiner(make_event())

    abouts = db.session.scalars(select(OutboxMessage.about).order_by(OutboxMessage.id)).all()
    assert abouts == [abouts[0]] * 5 + [elsewhere.ref]


def test_the_mail_leads_to_what_we_know(mailbox: Mailbox) -> None:
    joiner = make_joiner(make_event())

    (mail,) = deliver(mailbox, hourly=True)

    assert mail["subject"] == "Fijn dat je verder wilt meedoen"
    assert mail["reply-to"] == "leeuwarden@voorbeeld.nl"
    assert mail["list-unsubscribe"] == f"<http://127.0.0.1:8000{my_url(joiner)}>"
    for text in (plain(mail), html(mail)):
        assert "Dag Samira," in text
        assert f"http://127.0.0.1:8000{my_url(joiner)}" in text
        assert "koken" not in text


def test_no_mail_goes_to_who_left_meanwhile(mailbox: Mailbox) -> None:
    joining.leave(make_joiner(make_event()), now=EVENING)

    assert deliver(mailbox, hourly=True) == []


def test_somebody_puts_right_what_they_told(browser: Browser) -> None:
    joiner = make_joiner(make_event())
    browser.get(my_url(joiner))

    page = browser.submit("#change", name="Samira B.", needs=["income", "reach"], needed="")

    assert (page.status, page.text(".notice")) == (200, "We hebben het bewaard.")
    joiner = the_joiner()
    assert (joiner.name, joiner.needed) == ("Samira B.", None)
    assert {row.need for row in joiner.needs} == {Need.INCOME, Need.REACH}


def test_somebody_wipes_their_data_at_once_by_a_button(browser: Browser) -> None:
    joiner = make_joiner(make_event())
    url = my_url(joiner)
    browser.get(f"{url}/wissen")
    still_there = the_joiner().email

    page = browser.submit()

    gone = the_joiner()
    told = (gone.name, gone.email, gone.needed, gone.offered, gone.needs)
    assert still_there == "samira@voorbeeld.nl"
    assert page.text("h1") == "Je gegevens zijn gewist"
    assert told == (None, None, None, None, [])
    assert browser.get(url).status == 404


def test_who_left_may_come_back(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    joining.leave(make_joiner(event), now=EVENING)

    assert make_joiner(event).name == "Samira"


def test_after_four_weeks_nobody_is_asked_any_more(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    monkeypatch.setattr(clock, "now", lambda: LATER)

    page = browser.get(join_url(event))

    assert (page.status, page.text("h1")) == (200, "De vragen zijn gesloten")
    with pytest.raises(NotAskedError):
        make_joiner(event, now=LATER)


def test_whoever_joins_is_joined_to_no_answer(browser: Browser) -> None:
    event = make_event()
    browser.get(questions_url(event))
    browser.submit(opinion="not_good")
    browser.get(join_url(event))
    browser.submit(**FILLED_IN)

    response = db.session.scalars(select(EvaluationResponse)).one()
    keys = {key.target_fullname for key in Joiner.__table__.foreign_keys}

    assert response.nonce not in str(db.session.execute(select(Joiner.__table__)).all())
    assert keys == {"event.id"}


@pytest.mark.parametrize(("days", "known"), [(729, True), (731, False)])
def test_who_wanted_to_go_on_is_forgotten_after_two_years(
    app: Flask,  # noqa: ARG001
    days: int,
    known: bool,
) -> None:
    joiner = make_joiner(make_event())

    retention.erase_due(joiner.event.ends_at + timedelta(days=days))
    db.session.commit()

    assert (joiner.email is not None) is known
    assert (joiner.offered is not None) is known
