"""The command that takes in the list of municipalities."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from academie.config import current_settings
from academie.core import clock
from academie.core.db import write_transaction
from academie.core.schema import check_current
from academie.reference import municipalities

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import-municipalities")
@click.argument("file", type=_FILE)
@click.option("--aliases", type=_FILE, help="Other names: columns code and alias.")
@with_appcontext
def import_municipalities(file: Path, aliases: Path | None) -> None:
    """Take in the list of municipalities in FILE: columns code, name and province.

    Those that are no longer in it are closed, and what was linked to them stays.
    """
    check_current(current_settings().database_url)
    try:
        rows = municipalities.read(file.read_bytes())
        others = municipalities.read_other_names(aliases.read_bytes()) if aliases else []
        with write_transaction():
            taken = municipalities.take_in(rows, others, now=clock.now())
    except municipalities.ListError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{taken.added} added, {taken.changed} changed, {taken.closed} closed.")
