"""`egenkarta db`: the database's schema, and who may do what with it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from profile_service.settings import Settings, usable_url
from profile_service.storage.database import (
    DatabaseError,
    check_server,
    downgrade,
    is_sqlite,
    open_engine,
    see_that_it_is_current,
    telling_errors,
    upgrade,
)
from profile_service.storage.roles import SERVICE_ROLE, make_roles
from profile_service.storage.standing import refuse_if_not_in_use

app = typer.Typer(no_args_is_help=True, help=__doc__)
_console = Console(stderr=True)
_Url = Annotated[str | None, typer.Option(help="Instead of EGENKARTA_DATABASE_URL.")]


@app.callback()
def _group() -> None:
    """The database's schema, and who may do what with it."""


@app.command("upgrade")
def upgrade_schema(url: _Url = None) -> None:
    """Create the database, or bring it to the newest schema. All or nothing; a second run changes nothing.

    On PostgreSQL sign in as the role that owns the tables; the rights of the service's role are handed out anew.
    """
    target = _target(url)
    file = Path(target.removeprefix("sqlite:///")) if is_sqlite(target) else None
    is_new = file is not None and not file.exists()
    with _console.status("Upgrading the database ..."):
        upgrade(target)
    if is_new:
        _console.print(
            f"There was no database at {file}: a new and empty one is there now.",
            markup=False,
            soft_wrap=True,
        )
    _console.print("The database is up to date.")


@app.command("downgrade")
def downgrade_schema(
    revision: Annotated[
        str, typer.Argument(help="An older migration, such as 0023, or base: nothing is left.")
    ],
    url: _Url = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: what newer tables hold is gone.")] = False,
) -> None:
    """Take the schema back to an older migration, for an older version of Egenkarta. All or nothing."""
    if not yes:
        typer.confirm(f"What was written for newer versions than {revision} is deleted. Go on?", abort=True)
    downgrade(_target(url), revision)
    _console.print(f"The database stands at {revision}.")


@app.command("check")
def check_database(url: _Url = None) -> None:
    """Say whether the database is fit, up to date and in use; exit code 1 where it is not. Changes nothing."""
    engine = open_engine(_target(url))
    doubts = check_server(engine)
    see_that_it_is_current(engine)
    with telling_errors(str(engine.url)), engine.connect() as connection:
        refuse_if_not_in_use(connection)
    for doubt in doubts:
        _console.print(f"warning: {doubt}", style="yellow", markup=False, soft_wrap=True)
    _console.print("The database is fit and up to date.")


@app.command("roles")
def print_roles(
    owner: Annotated[str, typer.Option(help="Who owns the tables and migrates.")] = "egenkarta_owner",
    service: Annotated[str, typer.Option(help="What the service signs in as.")] = "egenkarta",
    database: Annotated[str, typer.Option(help="The name of the database.")] = "egenkarta",
) -> None:
    """Print the SQL that makes PostgreSQL's roles and the database; run it with psql as an administrator."""
    _console.print(f"-- The service is a member of {SERVICE_ROLE}; 'db upgrade' gives that its rights.")
    typer.echo(make_roles(owner, service, database))


def checked(url: str, option: str) -> str:
    """An address that was given as an option, once it is one that can be used.

    Raises:
        DatabaseError: it is none.
    """
    try:
        return usable_url(url)
    except ValueError as error:
        raise DatabaseError(f"{option} {error}") from None


def _target(url: str | None) -> str:
    return Settings().database_url if url is None else checked(url, "--url")
