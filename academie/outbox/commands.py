"""The command that a mail server hands returned mail to."""

import sys

import click
from flask.cli import with_appcontext

from academie.config import current_settings
from academie.core import clock
from academie.core.db import write_transaction
from academie.core.schema import check_current
from academie.outbox.returned import note_returned


@click.command("returned")
@with_appcontext
def returned() -> None:
    """Read a returned mail that is piped in, and mark the address that takes no mail.

    It succeeds whatever the mail is: a mail server would send the failure back as well.
    """
    check_current(current_settings().database_url)
    mail = sys.stdin.buffer.read()
    with write_transaction():
        noted = note_returned(mail, clock.now())
    click.echo("The address is marked." if noted else "This is about no mail of ours that failed.")
