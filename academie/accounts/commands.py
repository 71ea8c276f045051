"""The command that makes the first member of staff, and any other."""

import sys

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import with_appcontext

from academie.accounts import service, signin
from academie.accounts.forms import SHORTEST_PASSWORD
from academie.accounts.models import RoleName
from academie.config import current_settings
from academie.core import clock
from academie.core.db import write_transaction
from academie.core.schema import check_current


@click.command("create-staff")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in RoleName]))
@click.option("--name", help="How colleagues know them.")
@with_appcontext
def create_staff(email: str, role: str, name: str | None) -> None:
    """Make an account for a member of staff.

    The password is asked for on a terminal; else it is the first line that is piped in.
    """
    address = _address(email)
    check_current(current_settings().database_url)
    password = signin.hashed(_password())
    try:
        with write_transaction():
            user = service.add(email=address, name=name, roles=[RoleName(role)], now=clock.now())
            user.password = password
    except service.AddressTakenError as error:
        raise click.ClickException(
            f"{address} has an account already. Its roles are changed under "
            f"{current_settings().base_url}/beheer/medewerkers."
        ) from error
    click.echo(f"{address} can sign in now: {current_settings().base_url}/inloggen")
    click.echo("The first time, they set up an app for codes. Keep a phone at hand.")


def _address(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise click.ClickException(f"{email} is no e-mail address: {error}") from error


def _password() -> str:
    password = _typed()
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(
            f"The password is too short: {SHORTEST_PASSWORD} characters or more."
        )
    return password


def _typed() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed
