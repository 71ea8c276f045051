"""Making staff from the command line."""

import pytest
from flask import Flask

from academie.accounts import queries
from academie.accounts.commands import create_staff
from academie.core.db import db
from tests.accounts.factories import PASSWORD, give_password
from tests.browser import Browser


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: nothing here depends on it."""
    return sqlite_url


def run(app: Flask, email: str, password: str) -> tuple[int, str]:
    runner = app.test_cli_runner()
    result = runner.invoke(create_staff, [email, "--role", "project_team"], input=f"{password}\n")
    return result.exit_code, result.output


def test_somebody_made_on_the_command_line_can_sign_in(app: Flask, browser: Browser) -> None:
    code, words = run(app, "Eerste@Voorbeeld.nl", PASSWORD)

    assert code == 0
    assert words.startswith("eerste@voorbeeld.nl can sign in now: http://127.0.0.1:8000/inloggen")
    page = give_password(browser, "eerste@voorbeeld.nl")
    assert page.url == "/inloggen/instellen"


def test_a_second_time_is_refused_with_a_sentence(app: Flask) -> None:
    run(app, "eerste@voorbeeld.nl", PASSWORD)
    db.session.commit()

    code, words = run(app, "eerste@voorbeeld.nl", "een ander lang woord")

    assert code == 1
    assert words.startswith("Error: eerste@voorbeeld.nl has an account already.")


def test_a_short_password_is_refused(app: Flask) -> None:
    code, words = run(app, "eerste@voorbeeld.nl", "kort")

    assert (code, words) == (1, "Error: The password is too short: 12 characters or more.\n")
    assert queries.by_email("eerste@voorbeeld.nl") is None


def test_a_wrong_address_is_refused(app: Flask) -> None:
    code, words = run(app, "eerste", PASSWORD)

    assert code == 1
    assert words.startswith("Error: eerste is no e-mail address")
