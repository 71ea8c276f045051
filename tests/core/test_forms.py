"""What every form of ours does."""

from flask import Flask

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


def test_a_text_holds_nothing_that_no_file_can_carry() -> None:
    assert printable("a\x00b\x9f\ud800\ufffe\uffff\u202ec\n😀") == "abc\n😀"
