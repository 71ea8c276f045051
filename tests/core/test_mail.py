"""What every mail has: headers that mail programs read as they were written."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from academie.core import mail
from tests.factories import NOW

ORGANISATIONS = ("Alliantie Kinderarmoede", "Gemeente Noardeast-Fryslân")


def sent(subject: str, organisation: str) -> EmailMessage:
    """Compose a mail and read it back as its receiver does."""
    made = mail.compose(
        "registrations/lost",
        to="fatima@voorbeeld.nl",
        subject=subject,
        message_ref="0123456789abcdef",
        now=NOW,
        sender_name=organisation,
        found=(),
        contact="academie@voorbeeld.nl",
        phone=None,
    )
    read = message_from_bytes(made.as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


@pytest.mark.parametrize("organisation", ORGANISATIONS)
@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_long_subject_with_an_accent_keeps_its_words_and_spaces(organisation: str) -> None:
    subjects = [f"Let op: {'x' * letters} & Fryslân" for letters in range(30, 70)]

    read = [sent(subject, organisation) for subject in subjects]

    assert [mail["Subject"] for mail in read] == subjects
    assert {mail["From"].addresses[0].display_name for mail in read} == {organisation}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "hidden",
    ["=?utf-8?q?=0D=0ABcc=3A_x=40y=2Enl?=", "=?utf-8?b?DQpCY2M6IHhAeS5ubA==?="],
)
def test_what_somebody_typed_hides_no_header_and_no_text_of_its_own(hidden: str) -> None:
    read = sent(f"Nieuwe aanvraag: {hidden} en meer", f"Buurt {hidden}")

    assert read["Bcc"] is None
    assert read["Subject"] == f"Nieuwe aanvraag: {hidden} en meer".replace("=?", "= ?")
    assert read["From"].addresses[0].addr_spec == "academie@voorbeeld.nl"
    assert read.get_content_type() == "multipart/alternative"
