"""The commands: `academie serve | web | work | demo | create-staff | import-municipalities ...`."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext

from academie import server
from academie.accounts.commands import create_staff
from academie.app import create_app
from academie.config import ConfigError, load_settings
from academie.core import clock
from academie.core.db import forget_deleted, write_transaction
from academie.core.schema import NotReadyError, check_answers, check_current
from academie.demo.service import load_demo, sign_in_file
from academie.jobs import runner
from academie.outbox import delivery
from academie.outbox.commands import returned
from academie.privacy import replay
from academie.reference.commands import import_municipalities


@click.group(cls=FlaskGroup, create_app=create_app, add_default_commands=False)
def commands() -> None:
    """Academie: events on child poverty, from a local wish to what came of it."""
    check_answers(load_settings().database_url)


commands.add_command(create_staff)
commands.add_command(returned)
commands.add_command(import_municipalities)


def main() -> None:
    """Run a command; a wrong setting or a missing table is a sentence, not a traceback."""
    try:
        load_settings()
        commands()
    except (ConfigError, NotReadyError) as error:
        sys.exit(f"academie: {error}")


@commands.command()
def serve() -> None:
    """Serve pages, send mail and do long work in one process: the embedded default."""
    settings = load_settings()
    check_current(settings.database_url)
    click.echo(f"Academie is at {settings.base_url}  (stop with Ctrl+C)")
    click.echo(f"The workplace is at {settings.base_url}/inloggen")
    if (demo_file := sign_in_file(settings)).exists():
        click.echo(f"How to sign in to the demo stands in {demo_file}")
    server.serve(create_app)


@commands.command()
@click.option("--workers", default=2, show_default=True, help="Processes that serve pages.")
def web(workers: int) -> None:
    """Serve pages alone, in several processes; `academie work` does the rest."""
    require_postgresql()
    check_current(load_settings().database_url)
    server.web(create_app, workers=workers)


@commands.command()
@click.option("--once", is_flag=True, help="Do what is due and stop.")
@with_appcontext
def work(*, once: bool) -> None:
    """Send mail, do what is due and long work, beside `academie web`."""
    require_postgresql()
    check_current(load_settings().database_url)
    if once:
        delivery.run_once()
        runner.run_all()
    else:
        server.work(current_app._get_current_object())  # type: ignore[attr-defined] # noqa: SLF001 - Flask's own way


@commands.command()
@click.option("--if-empty", is_flag=True, help="Do nothing when there are meetings already.")
@with_appcontext
def demo(*, if_empty: bool) -> None:
    """Load the demo: meetings of the past with what came of them, and invented coming ones."""
    check_current(load_settings().database_url)
    for line in load_demo(if_empty=if_empty):
        click.echo(line)


@commands.command()
@click.argument("journal", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def erase_again(journal: Path) -> None:
    """Forget again who was forgotten since a backup was made; do this before anything is served.

    JOURNAL is the file `erased.jsonl` of the data folder, as it was before the backup was put back.
    """
    check_current(load_settings().database_url)
    try:
        wishes = replay.read(journal)
    except ValueError:
        sys.exit(f"academie: {journal} is no journal of what was erased.")
    with write_transaction():
        found = replay.again(wishes, now=clock.now())
    forget_deleted()
    click.echo(f"{len(wishes)} wishes read, {found} of them carried out again.")


def require_postgresql() -> None:
    """Stop with a sentence when several processes would share one SQLite file."""
    if load_settings().embedded:
        sys.exit(
            "academie: several processes need PostgreSQL. Set ACADEMIE_DATABASE_URL to "
            "postgresql://user@host/name, or use `academie serve`, which does both in one process."
        )


if __name__ == "__main__":
    main()
