"""`egenkarta db copy`: an installation moves to another database."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from profile_service.clock import RandomIds
from profile_service.command_line.database_commands import checked
from profile_service.settings import Settings
from profile_service.storage.database import (
    DatabaseError,
    see_that_it_is_current,
    telling_errors,
    upgrade,
)
from profile_service.storage.moving.closing import close, reopen
from profile_service.storage.moving.copying import copy, end_of, look_at, open_target, refuse_foreign, verify

_console = Console(stderr=True, soft_wrap=True, highlight=False)
_AT_ONCE = 2_000


def copy_database(
    to: Annotated[str, typer.Option(help="postgresql://OWNER@HOST/DATABASE, or sqlite:///FILE; empty.")],
    rows: Annotated[int, typer.Option(min=1, help="How many share a transaction.")] = _AT_ONCE,
) -> None:
    """Move the installation of EGENKARTA_DATABASE_URL to another database, all of it. Stop the service first.

    The source takes no writes from the first moment, and stays as it is. What was stopped goes on where it was:
    run it again. Signs in at the target as the owner of the tables.
    """
    source_url, target_url = Settings().database_url, checked(to, "--to")
    if source_url == target_url:
        raise DatabaseError("--to names the source itself: right would be another, empty database")
    source, target = end_of(source_url), end_of(target_url)
    with telling_errors(source_url):
        see_that_it_is_current(source)
    with telling_errors(target_url):
        refuse_foreign(target)
    upgrade(target_url)
    with telling_errors(target_url):
        look_at(source, target)
        move = close(source, RandomIds().new("move"))
        with Progress(console=_console, disable=not _console.is_terminal) as progress:
            tasks = {}
            for step in copy(end_of(source_url, reads_only=True), target, move, rows):
                if step.what not in tasks:
                    tasks[step.what] = progress.add_task(step.what, total=step.total)
                progress.update(tasks[step.what], completed=step.done)
                if not _console.is_terminal:
                    _console.print(f"{step.what}: {step.done} of {step.total}")
        digests = dict(verify(end_of(source_url, reads_only=True), target))
        open_target(target, move.kind)
    total = sum(one.rows for one in digests.values())
    _console.print(
        f"Copied and compared: {total} rows in {len(digests)} tables are the same on both sides.\n"
        "Point EGENKARTA_DATABASE_URL there and start the service. The old database is closed and still holds "
        "everybody's keys: whoever is erased from now on is not erased in it, so delete it soon."
    )


def reopen_database() -> None:
    """Give a move up: let the database that was moved away be served again. Never beside its copy."""
    url = Settings().database_url
    with telling_errors(url):
        there = reopen(end_of(url))
    _console.print("It can be served again." if there else "It was not moved.")
