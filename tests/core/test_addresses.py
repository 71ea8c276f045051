"""Addresses that people type, and links in names."""

import pytest
from wtforms import Form, StringField

from academie.core.addresses import address_of, is_web_address, only_a_name


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


def test_a_link_that_says_to_lead_to_another_house_is_not_safe_to_press() -> None:
    assert is_web_address("https://voorbeeld.nl/@bladzijde?wie=a@b")
    assert not is_web_address("https://rijksoverheid.nl@kwaad.nl/")
    assert not is_web_address("https://jan:geheim@voorbeeld.nl/")
