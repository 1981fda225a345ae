"""`egenkarta instruments`: check a question set against every rule, without a database and without asking anybody."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from profile_service.actions.errors import ContentError
from profile_service.command_line.keyboard import said, shown
from profile_service.portability.instruments import Shelf, read_instrument

app = typer.Typer(no_args_is_help=True, help="Question sets: those that ship, and checks of others.")
File = Annotated[Path, typer.Argument(metavar="FILE", help="The instrument as JSON; - for standard input.")]


@app.command("list")
def list_shipped() -> None:
    """Show the instruments that ship with the service."""
    for one in Shelf().shipped:
        questions = sum(1 for _ in one.items())
        shown.print(f"{one.id} {one.version}  {one.title['en']} ({questions} questions)")


@app.command("check")
def check(file: File) -> None:
    """Check an instrument: every place that is wrong, what is wrong there, and what would be right.

    Ends with 1 where something is wrong.
    """
    text = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        found = read_instrument(text, None)
    except ContentError as error:
        for one in error.objections:
            shown.print(f"{one.field or '/'}: {one.problem}; right would be {one.expected}")
        count = len(error.objections)
        said.print("1 place is wrong." if count == 1 else f"{count} places are wrong.")
        raise typer.Exit(1) from None
    questions = sum(1 for _ in found.items())
    said.print(
        f"{found.id} {found.version} is right: {questions} questions in {', '.join(sorted(found.languages))}."
    )
