"""What every form of ours does."""

import pytest
from flask import Flask
from wtforms import Form, StringField

from academie.core.addresses import address_of, is_web_address, only_a_name
from academie.core.forms import (
    LONGEST_LINE,
    printable,
)
from tests.browser import Browser
from tests.factories import make_event, make_user


def test_a_text_that_is_too_long_is_refused_beside_its_field_and_kept(
    app: Flask, browser: Browser
) -> None:
    del app
    event = make_event(published=False)
    browser.sign_in(make_user())
    browser.get(f"/beheer/bijeenkomsten/{event.ref}")

    page = browser.submit("main form:has(#title)", title="é" * (LONGEST_LINE + 1))

    assert page.status == 422
    assert page.text("#title-error") == "Dit is te lang. Gebruik hooguit 500 tekens."
    assert page.one("#title")["value"] == "é" * (LONGEST_LINE + 1)


@pytest.mark.parametrize("part", ["=?utf-8?q?jan?=", "=?utf-8?q?=0d=0abcc=3ax?=", "jan=?"])
def test_an_address_that_mail_programs_would_read_as_another_is_refused(part: str) -> None:
    assert address_of(f"{part}@voorbeeld.nl") is None
    assert address_of("jan=x?y@voorbeeld.nl") == "jan=x?y@voorbeeld.nl"


@pytest.mark.parametrize(
    ("typed", "is_refused"),
    [
        *((name, False) for name in ("Fatima", "J.P. de Vries", "St. Jan", "Mr.Jansen", "O'Brien")),
        *((link, True) for link in ("Win op vals.nl", "VALS.NL/geld", "https://x", "www.x", "a@b")),
    ],
)
def test_a_name_that_is_put_in_a_mail_holds_no_link(typed: str, is_refused: bool) -> None:
    class NameForm(Form):
        name = StringField(validators=[only_a_name])

    assert NameForm(data={"name": typed}).validate() is not is_refused


def test_a_text_holds_nothing_that_no_file_can_carry() -> None:
    assert printable("a\x00b\x9f\ud800\ufffe\uffff\u202ec\n😀") == "abc\n😀"


def test_a_link_that_says_to_lead_to_another_house_is_not_safe_to_press() -> None:
    assert is_web_address("https://voorbeeld.nl/@bladzijde?wie=a@b")
    assert not is_web_address("https://rijksoverheid.nl@kwaad.nl/")
    assert not is_web_address("https://jan:geheim@voorbeeld.nl/")
