"""`egenkarta providers`: the OpenID providers that people and staff sign in with, and the key that we show them."""

import asyncio
from pathlib import Path

import typer

from profile_service.clock import RandomIds, SystemClock
from profile_service.command_line.keyboard import RefusedError, said, shown
from profile_service.domain.eid_refusal import NotProvedError
from profile_service.identity.oidc.configuration import Provider, ProviderFile, read_providers
from profile_service.identity.oidc.own_keys import OwnKeys
from profile_service.identity.oidc.relying_party import RelyingParty
from profile_service.settings import Settings

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.command("check")
def check() -> None:
    """Ask each provider what it says of itself, and say what fits and what does not."""
    settings, read = _file()
    party = RelyingParty(
        read.providers, OwnKeys.load(read.key), settings.public_url, SystemClock(), RandomIds()
    )
    unfit = [one.name for one in read.providers.values() if not _check(party, one)]
    if unfit:
        raise RefusedError(f"does not fit: {', '.join(unfit)}")


@app.command("new-key")
def new_key() -> None:
    """Make the key that we prove ourselves to providers with; or the next one, published but not used yet."""
    _, read = _file()
    if not read.key.exists():
        OwnKeys.none().with_new_key().save(read.key)
        said.print(f"Made {read.key}. Providers fetch its public half where the service runs.", markup=False)
        return
    OwnKeys.load(read.key).with_new_key().save(read.key)
    said.print("Added a key. Restart the service; when providers have had a day to fetch it, 'use-new-key'.")


@app.command("use-new-key")
def use_new_key() -> None:
    """Sign with the newest key from the next start on; the one before stays published until there is another."""
    _, read = _file()
    OwnKeys.load(read.key).with_newest_active().save(read.key)
    said.print("The newest key signs from the next start on.")


def _check(party: RelyingParty, provider: Provider) -> bool:
    try:
        findings = asyncio.run(party.findings(provider))
    except NotProvedError as error:
        shown.print(f"{provider.name}: no answer that can be used ({error.reason.value})")
        return False
    fatal = [one for one in findings if one.fatal]
    shown.print(f"{provider.name}: {'does not fit' if fatal else 'fits'}")
    for one in findings:
        shown.print(f"  {'wrong' if one.fatal else 'note'}: {one.text}")
    return not fatal


def _file() -> tuple[Settings, ProviderFile]:
    settings = Settings()
    path: Path | None = settings.providers
    if path is None:
        raise RefusedError("EGENKARTA_PROVIDERS names no file; right would be the file of OpenID providers")
    return settings, read_providers(path)
