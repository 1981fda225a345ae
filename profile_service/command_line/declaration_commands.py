"""`egenkarta declarations`: what organisations want to ask for, decided at the keyboard."""

from typing import Annotated

import typer

from consent.declaration import DeclarationStatus, PurposeDeclaration
from profile_service.actions.declaring import (
    approve,
    declaration_to_decide,
    reject,
    revoke_declaration,
)
from profile_service.actions.ports import Work
from profile_service.command_line.keyboard import at_the_desk, said, shown
from profile_service.language import ANCHORS, words
from profile_service.web.declaration_rows import rows_of

app = typer.Typer(no_args_is_help=True, help="Purposes: look at them, approve, reject, take back.")
Id = Annotated[str, typer.Argument(metavar="DECLARATION")]
Version = Annotated[int, typer.Argument(min=1)]
Remark = Annotated[str, typer.Option("--remark", help="What the organisation is told.")]


@app.command("list")
def list_declarations(
    status: Annotated[DeclarationStatus, typer.Option(help="Which of them.")] = DeclarationStatus.SUBMITTED,
) -> None:
    """Show the versions in one status, oldest first."""

    def find(work: Work) -> list[tuple[PurposeDeclaration, str]]:
        return [(one, _name(work, one)) for one in work.declarations.in_status(status)]

    found = at_the_desk(lambda work, _desk: find(work))
    for one, name in found:
        shown.print(f"{one.id} {one.version}  {name}: {one.purpose.sentence.get('en', '')}")
    if not found:
        shown.print(f"No version is {status.value}.")


@app.command("show")
def show_declaration(declaration: Id, version: Version) -> None:
    """Show one version in full; what differs from the one in force is marked with an asterisk."""
    view = at_the_desk(lambda work, _desk: declaration_to_decide(work, declaration, version))
    shown.print(f"{view.organisation.name} ({view.declaration.status.value})")
    for row in rows_of(words("en").for_readers(), view.declaration, view.before):
        shown.print(f"\n{'* ' if row.changed else ''}{row.label}")
        for tag, text in row.now:
            shown.print(f"  {tag + ': ' if tag else ''}{text}")
        for tag, text in row.before if row.changed else ():
            shown.print(f"  was {tag + ': ' if tag else ''}{text}")


@app.command("approve")
def approve_declaration(declaration: Id, version: Version, remark: Remark = "") -> None:
    """Put a version in force. Questions that wait under the one before lapse."""
    at_the_desk(lambda work, desk: approve(work, desk, declaration, version, ANCHORS, remark))
    said.print("Approved.")


@app.command("reject")
def reject_declaration(
    declaration: Id, version: Version, remark: Annotated[str, typer.Option("--remark", help="Why.")]
) -> None:
    """Say no to a version, and why."""
    at_the_desk(lambda work, desk: reject(work, desk, declaration, version, remark))
    said.print("Rejected.")


@app.command("withdraw")
def withdraw_declaration(
    declaration: Id, remark: Annotated[str, typer.Option("--remark", help="Why.")]
) -> None:
    """Take a purpose back: every grant that rests on it is revoked, at once and for good."""
    at_the_desk(lambda work, desk: revoke_declaration(work, desk, declaration, remark))
    said.print("Taken back. What rested on it is revoked.")


def _name(work: Work, declaration: PurposeDeclaration) -> str:
    organisation = work.accounts.organisation(declaration.organisation)
    return "" if organisation is None else organisation.name
