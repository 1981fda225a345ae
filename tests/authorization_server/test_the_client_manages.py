"""The Python client and its program look after tokens and grants over the wire."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from clients import NotAvailableError, OAuthError, Organisation
from clients.assertion import ASSERTION_TYPE, signer
from clients.command_line.app import app
from clients.demo import read_cast
from profile_service.demo.opening import open_demo
from tests.authorization_server.test_the_client import Played
from tests.live import free_port, listening
from tests.stage import put_migrated_database


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder, port = tmp_path_factory.mktemp("managing"), free_port()
    put_migrated_database(folder / "egenkarta.sqlite3")
    base_url = f"http://127.0.0.1:{port}"
    parts, service = open_demo(folder, base_url)
    with listening(service, port):
        yield Played(base_url, folder)
    parts.database.close()


def _token(folder: Path, base_url: str) -> str:
    """A token that another part of the organisation's system has fetched."""

    company = read_cast(folder).organisation("norrsken")
    assertion = signer(company.client_id, company.private_key_jwk).assertion(base_url, time.time)
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
    }
    answer = httpx.post(f"{base_url}/oauth/token", data=form)
    token: str = answer.json()["access_token"]
    return token


def test_a_token_is_asked_about_and_ended(played: Played) -> None:
    token = _token(played.folder, played.base_url)
    with Organisation(*played.key()) as norrsken:
        status = norrsken.introspect(token)
        assert (status.active, status.token_type) == (True, "Bearer")
        assert status.expires_at is not None
        norrsken.revoke_token(token)
        assert not norrsken.introspect(token).active
        assert norrsken.introspect("nothing").expires_at is None
        norrsken.revoke_token("nothing")
        with pytest.raises(OAuthError):
            norrsken.introspect("")


def test_a_grant_is_looked_at_and_given_up(played: Played) -> None:
    with Organisation(*played.key()) as norrsken:
        (grant,) = norrsken.grants().grants
        managed = norrsken.managed_grant(grant.id)
        assert managed.authorization_details[0].case_reference == grant.case_reference
        assert managed.scopes[0].resource == (f"{played.base_url}/v1",)
        norrsken.give_up_grant(grant.id)
        assert norrsken.grants().grants == ()
        with pytest.raises(NotAvailableError):
            norrsken.managed_grant(grant.id)


def test_the_program_does_the_same(played: Played) -> None:
    def run(*words: str, typed: str = "") -> str:
        whole = [*words, "--demo", str(played.folder / "demo.json"), "--organisation", "norrsken"]
        done = CliRunner().invoke(app, whole, input=typed)
        assert done.exit_code == 0, done.output
        return done.stdout

    token = _token(played.folder, played.base_url)
    assert "good" in run("token-status", "-", typed=token + "\n")
    # The service runs in this process, and its log lines stand before the answer.
    assert json.loads(run("token-status", token, "--json").splitlines()[-1]) == {"active": True}
    assert "dead" in run("token-revoke", token)
    assert "not good" in run("token-status", token)
