"""The Python client and `egenkarta-client redirect` go through the redirect flow over the wire."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from clients import (
    AsyncOrganisation,
    InvalidArgumentError,
    NoGrantError,
    OAuthError,
    Organisation,
)
from clients.calls.organisation import read as disclosures
from clients.demo import read_cast
from profile_service.demo.opening import open_demo
from tests.authorization_server.browser import Browser
from tests.live import free_port, listening
from tests.stage import LANGUAGES, MAPPING, SKILLS, put_migrated_database

_QUESTION = {"purpose_declaration": MAPPING, "scopes": [LANGUAGES, SKILLS], "case_reference": "case-7"}
_CALLBACK = "http://127.0.0.1:4567/callback"


@dataclass
class Played:
    """A demo on loopback, with its cast."""

    base_url: str
    folder: Path

    def key(self) -> tuple[str, str, dict[str, Any]]:
        company = read_cast(self.folder).organisation("norrsken")
        return self.base_url, company.client_id, company.private_key_jwk

    def browser(self) -> Browser:
        headers = {"Sec-Fetch-Site": "same-origin"}
        return Browser(httpx.Client(base_url=self.base_url, headers=headers, trust_env=False))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder, port = tmp_path_factory.mktemp("client"), free_port()
    base_url = f"http://127.0.0.1:{port}"
    put_migrated_database(folder / "egenkarta.sqlite3")
    parts, app = open_demo(folder, base_url)
    with listening(app, port):
        yield Played(base_url, folder)
    parts.database.close()


def _answer(played: Played, url: str, persona: str, answer: str) -> str:
    """Somebody opens the address, signs in and answers; the address that her browser goes back to."""
    browser = played.browser()
    browser.open(url.removeprefix(played.base_url))
    browser.sign_in(persona)
    browser.answer(answer)
    address = browser.way_back()
    browser.close()
    return address


def test_a_yes_comes_back_as_a_grant_that_can_be_read(played: Played) -> None:
    with Organisation(*played.key(), dpop=True) as norrsken:
        redirect = norrsken.begin_redirect(redirect_uri=_CALLBACK, **_QUESTION)
        assert redirect.verifier not in repr(redirect)
        came = _answer(played, redirect.url, "bo", "yes")
        with pytest.raises(InvalidArgumentError):
            norrsken.finish_redirect(redirect, came.replace("state=", "state=x"))
        with pytest.raises(InvalidArgumentError):
            norrsken.finish_redirect(redirect, came.replace("iss=http", "iss=https"))
        with pytest.raises(InvalidArgumentError):
            norrsken.finish_redirect(redirect, came.replace("4567", "4568"))
        agreed = norrsken.finish_redirect(redirect, came)
        assert agreed.details.case_reference == "case-7"
        read = norrsken.answer(disclosures(agreed.grant_id, case_reference="case-7", reader="Nils Berg"))
        assert b"skills" in read.body
        with pytest.raises(OAuthError) as refused:
            norrsken.finish_redirect(redirect, came)
        assert refused.value.error == "invalid_grant"


def test_a_no_is_no_grant_awaited_too(played: Played) -> None:
    async def ask() -> None:
        async with AsyncOrganisation(*played.key()) as norrsken:
            redirect = await norrsken.begin_redirect(redirect_uri=_CALLBACK, **_QUESTION)
            came = await asyncio.to_thread(_answer, played, redirect.url, "rim", "no")
            with pytest.raises(NoGrantError):
                await norrsken.finish_redirect(redirect, came)

    asyncio.run(ask())


def test_a_question_that_may_not_be_asked(played: Played) -> None:
    with Organisation(*played.key()) as norrsken:
        with pytest.raises(OAuthError) as refused:
            norrsken.begin_redirect(redirect_uri="https://evil.example/", **_QUESTION)
        assert refused.value.error == "invalid_request"
        with pytest.raises(OAuthError) as refused:
            norrsken.begin_redirect(
                redirect_uri=_CALLBACK, **{**_QUESTION, "scopes": ["profile:person:read"]}
            )
        assert refused.value.error == "invalid_authorization_details"


def test_the_program_waits_at_this_machine_until_the_browser_is_back(played: Played) -> None:
    command = [
        sys.executable, "-m", "clients.command_line.app", "redirect", "--demo", str(played.folder), "--organisation",
        "norrsken", "--declaration", MAPPING, "--case", "case-9", "--scope", LANGUAGES, "--wait", "60", "--json",
    ]  # fmt: skip
    run = "from clients.command_line.app import main; main()"
    command[1:3] = ["-c", run]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr is not None
        url = ""
        while not url.startswith("http"):
            url = program.stderr.readline().strip()
            assert program.poll() is None
        came = _answer(played, url, "bo", "yes")
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/callback\?.+", came)
        assert "close this window" in httpx.get(came, trust_env=False).text
        out, _ = program.communicate(timeout=30)
    assert program.returncode == 0
    told = json.loads(out)
    assert told["grant_id"].startswith("gra_")
    assert told["case_reference"] == "case-9"
