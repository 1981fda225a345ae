"""`egenkarta keys`: the key ring."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from profile_service.clock import SystemClock
from profile_service.domain.token_keys import PUBLISHED_BEFORE
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.ring_file import KeyRingError
from profile_service.signing.token_rotation import (
    with_next_token_key,
    without_dead_token_keys,
    without_token_key,
)
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
    _console.print(f"record keys: {', '.join(ring.record_keys)} (in use: {ring.record_kid})", markup=False)
    _console.print(f"seals: {', '.join(ring.papers.seals)} (in use: {ring.papers.active})", markup=False)
    for kid, state in ring.tokens.states(SystemClock().now().timestamp()).items():
        begins = ring.token_from.get(kid, 0)
        since = f", signs from {datetime.fromtimestamp(begins, UTC).isoformat()}" if begins else ""
        _console.print(f"token key {kid}: {state.value}{since}", markup=False, soft_wrap=True)


@app.command("rotate")
def rotate(
    key_ring: Ring = None,
    tokens: Annotated[
        bool, typer.Option("--tokens", help="Only the key for access tokens. The service need not stop.")
    ] = False,
    minutes: Annotated[
        int, typer.Option(min=1, help="How long the new token key is published before it signs.")
    ] = int(PUBLISHED_BEFORE.total_seconds() // 60),
) -> None:
    """Add new keys; the old ones still open and verify.

    A running service publishes the new token key within a second and signs with it later. Tokens under the old one stay
    good until the last of them has died.
    """
    path, now = _path(key_ring), SystemClock().now()
    ring = without_dead_token_keys(KeyRing.load(path), now)
    ring = with_next_token_key(ring, now, timedelta(minutes=minutes))
    if tokens:
        ring.save(path)
        _console.print(
            f"The new token key is published now, and signs in {minutes} min. Back the ring up again."
        )
        return
    ring.rotated().save(path)
    _console.print("Rotated. Restart the service, then run 'egenkarta keys rewrap'.")


@app.command("retire")
def retire(
    kid: Annotated[
        str | None, typer.Argument(help="A token key that got out: all its tokens are refused at once.")
    ] = None,
    key_ring: Ring = None,
) -> None:
    """Take dead token keys out of the ring; with a key's id, that key, dead or not."""
    path, now = _path(key_ring), SystemClock().now()
    ring = KeyRing.load(path)
    kept = without_dead_token_keys(ring, now) if kid is None else without_token_key(ring, kid, now)
    kept.save(path)
    gone = sorted(set(ring.token_keys) - set(kept.token_keys))
    _console.print(f"Taken out: {', '.join(gone)}." if gone else "No token key is dead.", markup=False)


@app.command("upgrade")
def upgrade(key_ring: Ring = None) -> None:
    """Add what a ring lacks that was made by an earlier version: the keys for receipts and papers."""
    path = _path(key_ring)
    if KeyRing.upgrade(path):
        _console.print(
            f"{path} has its keys for receipts and papers now. Back it up again, then start the service."
        )
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
