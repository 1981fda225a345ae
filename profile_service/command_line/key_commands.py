"""`egenkarta keys`: the key ring."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing, KeyRingError
from profile_service.storage.rewrapping import rewrap_data_keys

app = typer.Typer(no_args_is_help=True, help=__doc__)
Ring = Annotated[Path | None, typer.Option("--key-ring", help="Instead of EGENKARTA_KEY_RING.")]
_console = Console(stderr=True)


@app.command("init")
def init(key_ring: Ring = None) -> None:
    """Make a key ring for a real installation. Never writes over one."""
    path = _path(key_ring)
    if path.exists():
        raise KeyRingError(f"{path} is there already; whoever loses a key ring loses every profile under it")
    KeyRing.generate("operator").save(path)
    _console.print(
        f"Made {path}. Back it up apart from the database: neither opens a profile without the other."
    )


@app.command("show")
def show(key_ring: Ring = None) -> None:
    """Which keys there are, and which are in use. Shows no secret."""
    ring = KeyRing.load(_path(key_ring))
    _console.print(f"origin: {ring.origin}")
    _console.print(f"sealing keys: {', '.join(map(str, sorted(ring.sealing_keys)))} (in use: {ring.newest})")
    _console.print(f"token keys: {', '.join(ring.token_keys)} (in use: {ring.token_kid})", markup=False)
    _console.print(f"record keys: {', '.join(ring.record_keys)} (in use: {ring.record_kid})", markup=False)


@app.command("rotate")
def rotate(key_ring: Ring = None) -> None:
    """Add new keys and use them from the next start on; the old ones still open and verify."""
    path = _path(key_ring)
    KeyRing.load(path).rotated().save(path)
    _console.print("Rotated. Restart the service, then run 'egenkarta keys rewrap'.")


@app.command("upgrade")
def upgrade(key_ring: Ring = None) -> None:
    """Add what a ring lacks that was made by an earlier version: the key that signs receipts."""
    path = _path(key_ring)
    if KeyRing.upgrade(path):
        _console.print(f"{path} has a key for receipts now. Back it up again, then start the service.")
    else:
        _console.print(f"{path} lacks nothing.")


@app.command("rewrap")
def rewrap(key_ring: Ring = None) -> None:
    """Wrap every data key under the newest sealing key. Can be stopped and run again."""
    ring = KeyRing.load(_path(key_ring))
    with Progress(console=_console) as progress:
        task = progress.add_task("Rewrapping data keys", total=None)
        for done, total in rewrap_data_keys(Settings().database_url, ring, ring.newest):
            progress.update(task, completed=done, total=total)
    _console.print(f"Every data key is under sealing key {ring.newest}.")


def _path(given: Path | None) -> Path:
    return given or Settings().key_ring
