"""`egenkarta db`: the database's schema."""

from typing import Annotated

import typer
from rich.console import Console

from profile_service.settings import Settings, sqlite_url
from profile_service.storage.database import DatabaseError, upgrade

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.callback()
def _group() -> None:
    """The database's schema."""


@app.command("upgrade")
def upgrade_schema(
    url: Annotated[str | None, typer.Option(help="Instead of EGENKARTA_DATABASE_URL.")] = None,
) -> None:
    """Create the database, or bring it to the newest schema. All or nothing; a second run changes nothing."""
    target = Settings().database_url if url is None else _checked(url)
    with Console(stderr=True).status("Upgrading the database ..."):
        upgrade(target)
    Console(stderr=True).print("The database is up to date.")


def _checked(url: str) -> str:
    try:
        return sqlite_url(url)
    except ValueError as error:
        raise DatabaseError(f"--url {error}") from None
