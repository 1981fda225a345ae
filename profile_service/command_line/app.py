"""`egenkarta`: run the service, run the demo, look after its database and keys."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from profile_service.command_line import (
    alarm_commands,
    backup_commands,
    client_commands,
    contract_commands,
    copy_command,
    database_commands,
    declaration_commands,
    duty_commands,
    instrument_commands,
    journal_commands,
    key_commands,
    message_commands,
    organisation_commands,
    provider_commands,
    running_commands,
    seed_command,
    staff_commands,
    taxonomy_commands,
)
from profile_service.command_line.mistakes import FORESEEN, explain
from profile_service.settings import Settings

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(database_commands.app, name="db")
app.add_typer(alarm_commands.app, name="alarms")
app.add_typer(running_commands.app, name="state")
app.add_typer(journal_commands.app, name="journal")
app.add_typer(key_commands.app, name="keys")
app.add_typer(message_commands.app, name="messages")
app.add_typer(contract_commands.app, name="contract")
app.add_typer(organisation_commands.app, name="organisations")
app.add_typer(client_commands.app, name="clients")
app.add_typer(staff_commands.app, name="staff")
app.add_typer(declaration_commands.app, name="declarations")
app.add_typer(duty_commands.app, name="duties")
app.add_typer(instrument_commands.app, name="instruments")
app.add_typer(provider_commands.app, name="providers")
app.add_typer(taxonomy_commands.app, name="taxonomy")
database_commands.app.command("copy")(copy_command.copy_database)
database_commands.app.command("reopen")(copy_command.reopen_database)
app.command("backup")(backup_commands.backup)
app.command("restore")(backup_commands.restore)
app.command("seed")(seed_command.seed)


def _say_version(wanted: bool) -> None:
    if wanted:
        Console().print(f"egenkarta {version('egenkarta')}", highlight=False)
        raise typer.Exit


@app.callback()
def _program(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    """Run the service, run the demo, look after its database and keys."""


@app.command()
def serve() -> None:
    """Serve a real installation, as `EGENKARTA_*` in the environment says."""
    from profile_service.command_line.serving import run_service

    run_service(Settings())


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="On 127.0.0.1.")] = 8000,
    data_dir: Annotated[Path, typer.Option(help="Holds the demo's database, keys and demo.json.")] = Path(
        "var/demo"
    ),
    database: Annotated[
        str, typer.Option(help="postgresql://USER@HOST/DATABASE, in place of a file in the folder.")
    ] = "",
) -> None:
    """Serve the demo: invented people, and a sign-in without proof. On this machine only."""
    from profile_service.command_line.serving import run_demo

    run_demo(port, data_dir, database and database_commands.checked(database, "--database"))


def main() -> None:
    """Run the program; an error that was foreseen is one line and exit code 1."""
    try:
        app()
    except FORESEEN as error:
        line = f"egenkarta: {explain(error)}"
        Console(stderr=True).print(line, style="bold red", markup=False, soft_wrap=True)
        raise SystemExit(1) from error
