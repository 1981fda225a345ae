"""`egenkarta keys`: the key ring, wherever it comes from."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from profile_service.clock import SystemClock
from profile_service.command_line.key_keeping import (
    Output,
    Ring,
    await_everybody,
    changing,
    dressed,
    keep,
    provider_at,
    said,
    wrapped_anew,
)
from profile_service.domain.token_keys import PUBLISHED_BEFORE
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.older_rings import is_old, with_every_kind
from profile_service.signing.providers import FileProvider, RingProvider, read_from
from profile_service.signing.ring_file import KeyRingError
from profile_service.signing.token_rotation import (
    with_next_token_key,
    without_dead_token_keys,
    without_token_key,
)
from profile_service.storage.rewrapping import versions_in_use

app = typer.Typer(no_args_is_help=True, help=__doc__)
_SETTLED = 3.0
_MINUTES = int(PUBLISHED_BEFORE.total_seconds() // 60)


@app.command("init")
def init(key_ring: Ring = None, output: Output = None) -> None:
    """Make a key ring for a real installation, and the security module's key where there is one. Never writes over a ring."""
    provider = provider_at(key_ring)
    if provider.exists():
        raise KeyRingError(
            f"{provider} is there already; whoever loses a key ring loses every profile under it"
        )
    if (module := dressed(provider)) is not None:
        made = module.make_key()
        said.print(f"The key {module.module.key} {'was made' if made else 'is there already'}.", markup=False)
    place, ring = output or provider, KeyRing.generate("operator")
    if output is None:
        provider.make(ring)
    else:
        ring.save_new(output)
    said.print(
        f"Made {place}. Back it up apart from the database: neither opens a profile without the other.",
        markup=False,
    )


@app.command("show")
def show(key_ring: Ring = None) -> None:
    """Which keys there are, and which are in use. Shows no secret."""
    provider, now = provider_at(key_ring), SystemClock().now()
    whole = read_from(provider)
    ring = whole.at(now.timestamp())
    said.print(f"from: {provider.name}, {provider}", markup=False, soft_wrap=True)
    said.print(f"origin: {ring.origin}")
    said.print(f"sealing keys: {', '.join(map(str, sorted(ring.sealing_keys)))} (in use: {ring.newest})")
    said.print(f"record keys: {', '.join(ring.record_keys)} (in use: {ring.record_kid})", markup=False)
    said.print(f"seals: {', '.join(ring.papers.seals)} (in use: {ring.papers.active})", markup=False)
    said.print(f"journal keys: {', '.join(ring.journal.keys)} (in use: {ring.journal.active})", markup=False)
    if ring.switch is not None:
        begins = datetime.fromtimestamp(ring.switch.at, UTC).isoformat()
        said.print(f"from {begins} on in use: sealing key {whole.newest} and what came with it")
    for kid, state in ring.tokens.states(now.timestamp()).items():
        at = ring.token_from.get(kid, 0)
        since = f", signs from {datetime.fromtimestamp(at, UTC).isoformat()}" if at else ""
        said.print(f"token key {kid}: {state.value}{since}", markup=False, soft_wrap=True)


@app.command("rotate")
def rotate(
    key_ring: Ring = None,
    tokens: Annotated[bool, typer.Option("--tokens", help="Only the key for access tokens.")] = False,
    minutes: Annotated[
        int, typer.Option(min=1, help="How long new keys are in the ring before they are used.")
    ] = _MINUTES,
    now: Annotated[
        bool,
        typer.Option("--now", help="Use all but the token key at once: where every process reads this ring."),
    ] = False,
    output: Output = None,
) -> None:
    """Add new keys; the old ones still open and verify. The service need not stop.

    A running service has the new ring within a second, where it comes from a file. Where each machine has a copy of its own, or the
    ring is injected, they all must have the new one within the minutes.
    """
    provider, at = provider_at(key_ring), SystemClock().now()
    if now and provider.name == "environment":
        raise KeyRingError(
            "a process keeps the ring that it was started with: right would be --minutes, long enough to restart each"
        )
    with changing(provider):
        whole = read_from(provider)
        if not tokens and whole.at(at.timestamp()).switch is not None:
            raise KeyRingError("a rotation has not begun yet: 'egenkarta keys show' says when it does")
        ring = without_dead_token_keys(whole, at)
        ring = with_next_token_key(ring, at, timedelta(minutes=minutes))
        if not tokens:
            ring = ring.rotated(0 if now else int((at + timedelta(minutes=minutes)).timestamp()))
        place = keep(provider, ring, output)
    said.print(f"{place}: the new token key is published now, and signs in {minutes} min.", markup=False)
    if not tokens:
        when = "now" if now else f"in {minutes} min"
        said.print(f"The other new keys are used {when}. Then run 'egenkarta keys rewrap'.")
    said.print("Back the ring up again.")


@app.command("retire")
def retire(
    kid: Annotated[
        str | None, typer.Argument(help="A token key that got out: all its tokens are refused at once.")
    ] = None,
    sealing: Annotated[
        int | None,
        typer.Option(help="A sealing key that nothing is wrapped under; older backups never open again."),
    ] = None,
    key_ring: Ring = None,
    output: Output = None,
) -> None:
    """Take dead token keys out of the ring; with a key's id, that key, dead or not; with --sealing, an old sealing key."""
    provider, now = provider_at(key_ring), SystemClock().now()
    with changing(provider):
        ring = read_from(provider)
        if sealing is not None:
            kept = _without_sealing(provider, ring, sealing, now)
        elif kid is None:
            kept = without_dead_token_keys(ring, now)
        else:
            kept = without_token_key(ring, kid, now)
        if kept != ring:
            keep(provider, kept, output)
    gone = sorted(set(ring.token_keys) - set(kept.token_keys)) or [
        f"sealing key {one}" for one in ring.sealing_keys if one not in kept.sealing_keys
    ]
    said.print(f"Taken out: {', '.join(gone)}." if gone else "No token key is dead.", markup=False)


def _without_sealing(provider: RingProvider, whole: KeyRing, sealing: int, now: datetime) -> KeyRing:
    """The ring without that sealing key, when it is certain that nobody needs it. Of a rotation that has begun nothing is left to say."""
    has_begun = whole.switch is not None and whole.switch.at <= now.timestamp()
    kept = (whole.at(now.timestamp()) if has_begun else whole).without_sealing_key(sealing)
    await_everybody(provider, whole if has_begun else replace(whole, switch=None))
    _nothing_under(sealing)
    return kept


def _nothing_under(sealing: int) -> None:
    """KeyRingError where anything is wrapped under that key, or comes to be within moments: what was begun before it was replaced."""
    for pause in (_SETTLED, 0):
        if sealing in versions_in_use(Settings().database_url, SystemClock().now()):
            raise KeyRingError(
                f"something is wrapped under sealing key {sealing}: run 'egenkarta keys rewrap', and try again in ten minutes, or in a day where answers are kept that long"
            )
        time.sleep(pause)


@app.command("upgrade")
def upgrade(key_ring: Ring = None, output: Output = None) -> None:
    """Add what a ring lacks that was made by an earlier version: the keys for receipts, papers and the journal."""
    provider = provider_at(key_ring)
    with changing(provider):
        written = provider.written()
        if not is_old(written):
            read_from(provider)
            said.print(f"{provider} lacks nothing.", markup=False)
            return
        place = keep(provider, KeyRing.from_json(with_every_kind(written)), output)
    said.print(
        f"{place} has its keys for receipts, papers and the journal now. Back it up again, then start the service.",
        markup=False,
    )


@app.command("rewrap")
def rewrap(
    key_ring: Ring = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Where the rotation has not begun, until it does.")
    ] = False,
) -> None:
    """Wrap every data key under the sealing key in use, beside the service. Can be stopped and run again."""
    ring = wrapped_anew(read_from(provider_at(key_ring)), wait=wait)
    said.print(f"Every data key is under sealing key {ring.newest}.")


@app.command("import")
def take(source: Annotated[Path, typer.Argument(help="A key ring in a file, in the clear.")]) -> None:
    """Bring a ring from a file into the provider that is set, such as a security module; never over another. Then destroy the file."""
    provider = provider_at(None)
    ring = read_from(FileProvider(source))
    if provider.exists():
        raise KeyRingError(f"{provider} is there already: right would be a place without a ring")
    if (module := dressed(provider)) is not None:
        module.make_key()
    provider.make(ring)
    said.print(
        f"Kept at {provider}. Check it with 'egenkarta keys show', then destroy {source}.", markup=False
    )


@app.command("export")
def give(target: Annotated[Path, typer.Argument(help="A file that is not there yet.")]) -> None:
    """Write the ring in the clear into a file, for a safe or for another provider. Whoever has it opens every profile."""
    ring = read_from(provider_at(None))
    ring.save_new(target)
    said.print(f"Written to {target}, in the clear.", markup=False)


@app.command("reseal")
def reseal() -> None:
    """Make a new key in the security module and seal the ring under it. The old one stays there, for older backups of the ring."""
    provider = provider_at(None)
    module = dressed(provider)
    if module is None:
        raise KeyRingError("no security module is set: EGENKARTA_PKCS11_MODULE names its library")
    with changing(provider):
        module.reseal(read_from(provider))
    said.print(f"{provider}: sealed under a new key. Back it up again.", markup=False)
