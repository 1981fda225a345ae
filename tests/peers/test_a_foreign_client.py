"""An OAuth client from npm, written by others for others, goes the whole way: from the address of the service to a read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from profile_service.demo.opening import open_demo
from tests.authorization_server.browser import CALLBACK, Browser, asked
from tests.live import free_port, listening
from tests.peers.node_peer import Peer
from tests.stage import FROM_OWN_PAGE, put_migrated_database


def browser_at(base_url: str) -> Browser:
    """Somebody's browser, over the wire."""
    return Browser(httpx.Client(base_url=base_url, headers=FROM_OWN_PAGE))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The demo on a port, with the real clock: a client has its own."""
    folder, port = tmp_path_factory.mktemp("service"), free_port()
    put_migrated_database(folder / "egenkarta.sqlite3")
    base_url = f"http://127.0.0.1:{port}"
    _, app = open_demo(folder, base_url)
    with listening(app, port):
        yield base_url, folder


@contextmanager
def client(service: tuple[str, Path], **changed: Any) -> Iterator[Peer]:
    base_url, folder = service
    organisations = json.loads((folder / "demo.json").read_text(encoding="utf-8"))["organisations"]
    norrsken = next(one for one in organisations if one["name"].startswith("Norrsken"))
    wanted = {
        "issuer": base_url,
        "clientId": norrsken["client_id"],
        "jwk": norrsken["private_key_jwk"],
        "redirectUri": CALLBACK,
        "details": asked(),
        **changed,
    }
    with Peer.start("client.mjs", wanted) as peer:
        yield peer


def test_it_discovers_asks_and_reads_what_she_agreed_to(service: tuple[str, Path]) -> None:
    base_url, _ = service
    with client(service) as peer:
        address = json.loads(peer.line())["address"]
        assert address.startswith(f"{base_url}/oauth/authorize?")
        assert "scopes" not in address
        browser = browser_at(base_url)
        try:
            browser.open(address)
            browser.sign_in("bo")
            assert "Norrsken AB" in browser.shown.text
            browser.answer("yes")
            peer.say(browser.way_back())
        finally:
            browser.close()
        came = json.loads(peer.line())
    tokens = came["tokens"]
    assert tokens["token_type"] == "dpop"
    assert tokens["authorization_details"][0]["type"] == asked()["type"]
    assert came["first"]["status"] == came["second"]["status"] == 200
    assert came["first"]["body"]["grant"]["id"] == tokens["grant_id"]
    assert came["first"]["body"]["profile"].keys() <= {"languages", "skills"}
    assert came["refreshed"]["refresh_token"] != tokens["refresh_token"]
    assert came["live"]["active"]
    assert came["live"]["token_type"] == "DPoP"
    assert came["dead"] == {"active": False}
    assert came["third"]["status"] == 401
    assert came["own"]["token_type"] == "dpop"
    assert came["metadata"]["issuer"] == base_url


def test_it_is_told_a_no_as_the_standard_says(service: tuple[str, Path]) -> None:
    base_url, _ = service
    with client(service) as peer:
        browser = browser_at(base_url)
        try:
            browser.open(json.loads(peer.line())["address"])
            browser.sign_in("rim")
            browser.answer("no")
            peer.say(browser.way_back())
        finally:
            browser.close()
        assert "access_denied" in peer.complaint()


def test_it_is_told_what_is_wrong_with_its_question(service: tuple[str, Path]) -> None:
    with client(service, details=asked(more="than is known")) as peer:
        assert "invalid_authorization_details" in peer.complaint()
