"""Start the server, after looking at everything that would make it unsafe."""

import gc
import re
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI
from rich.console import Console

from profile_service.command_line.logs import set_up_logs
from profile_service.demo.cast import INDIVIDUALS, ORGANISATIONS
from profile_service.demo.opening import DEMO_FILE, open_demo
from profile_service.main import create_app, open_parts
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.database import DatabaseError, is_current, mark

_console = Console(stderr=True)
# Tokens are issued in its name and addresses begin with it: another spelling of it is another issuer.
_ADDRESS: Final = re.compile(r"https://[A-Za-z0-9._\-\[\]:]+")


class UnsafeError(DatabaseError):
    """The service will not start like this: what is unsafe, and what would be right."""


def run_service(settings: Settings) -> None:
    """Serve until told to stop.

    Raises:
        UnsafeError: a public address that is plain HTTP or more than an address, the demo's keys, or a database that was
            not brought up to date.
        DatabaseError: the database holds a demo.
        KeyRingError: the key ring cannot be used.
    """
    if _ADDRESS.fullmatch(settings.public_url) is None:
        raise UnsafeError(
            "EGENKARTA_PUBLIC_URL must be the https:// address that people use, host and port only, "
            "without a slash at its end"
        )
    keys = KeyRing.load(settings.key_ring)
    if keys.origin != "operator":
        raise UnsafeError("these are a demo's keys: make your own with 'egenkarta keys init'")
    parts = open_parts(settings, keys)
    if not is_current(parts.database.engine):
        parts.database.close()
        raise UnsafeError("the database is not up to date: run 'egenkarta db upgrade' first")
    mark(parts.database.engine, "real", parts.clock.now())
    _listen(create_app(parts), settings.host, settings.port)


def run_demo(port: int, folder: Path) -> None:
    """Serve the demo on loopback until told to stop."""
    base_url = f"http://127.0.0.1:{port}"
    with _console.status("Setting up the demo ..."):
        _, app = open_demo(folder, base_url)
    _console.print(f"\n[bold]Egenkarta, the demo:[/bold] {base_url}")
    _console.print("Sign in as " + ", ".join(f"{one.name} ({one.persona})" for one in INDIVIDUALS))
    for company in ORGANISATIONS:
        names = ", ".join(f"{one.name} ({one.persona})" for one in company.colleagues)
        _console.print(f"  or at {company.name}, {company.role.value}: {names}")
    _console.print(f"To script against it: {folder / DEMO_FILE}\nStop with Ctrl+C.\n")
    _listen(app, "127.0.0.1", port)


def _listen(app: FastAPI, host: str, port: int) -> None:
    set_up_logs()
    # What lives since the start lives on: kept out of the collector's way, it shortens the longest answers.
    gc.collect()
    gc.freeze()
    uvicorn.run(app, host=host, port=port, log_config=None, access_log=False, server_header=False)
