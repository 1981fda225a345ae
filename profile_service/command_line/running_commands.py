"""`egenkarta state`: what is kept, and whether the journal is whole. Numbers of nobody."""

import typer

from profile_service.actions.running import journal_state
from profile_service.command_line.keyboard import at_the_desk, shown
from profile_service.domain.running import FEWEST, Amount

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.command("database")
def show_database() -> None:
    """The kind of the database, its size, its newest migration, and the versions of the key ring that are in use."""
    found, doubts = at_the_desk(lambda work, _desk: (work.oversight.database(), work.oversight.doubts()))
    size = "not known" if found.size is None else f"{found.size} bytes"
    versions = ", ".join(map(str, found.versions_in_use)) or "none"
    shown.print(f"{found.kind}, {size}, migration {found.revision}, key versions in use: {versions}")
    for doubt in doubts:
        shown.print(f"warning: {doubt}")


@app.command("journal")
def check_journal() -> None:
    """Look through the journal: is every number there, does no id stand twice, does nothing let rows be changed? Exits with 1 if not."""
    state = at_the_desk(journal_state)
    shown.print(f"rows: {_told(state.rows)}, newest: {state.newest_at or 'none'}")
    shown.print(f"numbers that are missing: {state.missing_numbers}, ids that stand twice: {state.twice}")
    for name, stands in state.guards.items():
        shown.print(f"{name}: {'stands' if stands else 'IS NOT THERE'}")
    tree = state.tree
    signed = "no checkpoint yet" if tree.signed_at is None else f"signed {tree.signed_at}"
    shown.print(f"tree: {tree.size} rows, {tree.lag} behind, {signed}")
    shown.print(f"witnesses: {tree.witnesses}, of the checkpoint of {tree.witnessed} rows")
    shown.print("whole, as a table" if state.whole else "NOT whole")
    shown.print("Each line, each leaf and both books: egenkarta journal verify")
    if not state.whole:
        raise typer.Exit(1)


def _told(amount: Amount) -> str:
    return f"fewer than {FEWEST}" if amount.few else f"{amount.number} or more" if amount.number else "none"
