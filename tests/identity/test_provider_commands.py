"""`egenkarta providers`: the key, and what fits of what a provider says of itself."""

from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from profile_service.command_line import provider_commands
from profile_service.command_line.keyboard import RefusedError
from profile_service.identity.oidc import fetching
from profile_service.identity.oidc.own_keys import OwnKeys
from tests.identity.provider import SimulatedProvider
from tests.identity.test_provider_file import RIGHT
from tests.stage import MovableClock


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "providers.toml"
    path.write_text(RIGHT, encoding="utf-8")
    monkeypatch.setenv("EGENKARTA_PROVIDERS", str(path))
    monkeypatch.setenv("EGENKARTA_PUBLIC_URL", "https://egenkarta.example")
    return tmp_path


def _run(*words: str) -> str:
    done = CliRunner().invoke(provider_commands.app, list(words))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_a_key_is_made_then_added_then_used(folder: Path) -> None:
    _run("new-key")
    first = OwnKeys.load(folder / "rp-keys.json")
    _run("new-key")
    assert OwnKeys.load(folder / "rp-keys.json").active == first.active
    _run("use-new-key")
    assert OwnKeys.load(folder / "rp-keys.json").active != first.active


def test_without_a_file_it_says_what_would_be_right(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EGENKARTA_PROVIDERS")
    with pytest.raises(RefusedError, match="EGENKARTA_PROVIDERS names no file"):
        _run("check")


def _with_provider(monkeypatch: pytest.MonkeyPatch, **metadata: object) -> None:
    provider = SimulatedProvider("id", MovableClock(), lambda: {})
    provider.lies.metadata = metadata
    plain = fetching.httpx.AsyncClient

    def client(**settings: object) -> httpx.AsyncClient:
        return plain(**{**settings, "transport": httpx.MockTransport(provider)})  # type: ignore[arg-type]

    monkeypatch.setattr(fetching.httpx, "AsyncClient", client)


def test_a_provider_that_fits_is_said_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run("new-key")
    _with_provider(monkeypatch)
    assert "example: fits" in _run("check")


def test_what_does_not_fit_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run("new-key")
    _with_provider(
        monkeypatch,
        token_endpoint_auth_methods_supported=["client_secret_basic"],
        acr_values_supported=["low"],
        pushed_authorization_request_endpoint=None,
    )
    done = CliRunner().invoke(provider_commands.app, ["check"])
    assert isinstance(done.exception, RefusedError)
    assert "example: does not fit" in done.output
    assert "wrong: token_endpoint_auth_methods_supported" in done.output
    assert "wrong: acr_values_supported" in done.output
    assert "note: pushed_authorization_request_endpoint" in done.output
