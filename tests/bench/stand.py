"""The test stand: a seeded demo twice over (one for the slow disk), and the requests that are sent to it."""

import json
import shutil
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx

from clients.assertion import ASSERTION_TYPE, signer
from profile_service.demo.cast import NORRSKEN
from profile_service.demo.opening import open_demo
from profile_service.domain.sign_in import Assurance, Method, Proof
from profile_service.doors import House
from profile_service.identity.tokens import INDIVIDUAL_SCOPE, AccessTokens
from tests.bench.people import Other, Seeded, seed_people
from tests.bench.servers import Server, serving

OTHERS = 400
_PROGRAM = "from profile_service.command_line.app import main; main()"


@dataclass(frozen=True, slots=True)
class Stand:
    """A seeded folder, and what is known about it."""

    folder: Path
    port: int
    seeded: Seeded
    tokens: AccessTokens

    @property
    def base_url(self) -> str:
        """Where its service is reached."""
        return f"http://127.0.0.1:{self.port}"

    def disclosure(self) -> str:
        """The consented read of Astrid's profile by Norrsken, with a token that Norrsken's own key was used for."""
        said = {"grant_id": self.seeded.grant, "case_reference": "B", "reader": "Nils Berg"}
        return _post("/v1/disclosures", _fetch_token(self.folder, self.base_url), json.dumps(said))

    def disclosures(self) -> list[str]:
        """Consented reads of a crowd, each of one person's profile of the same size."""
        token = self.token()
        said = {"case_reference": "B", "reader": "Nils Berg"}
        return [
            _post("/v1/disclosures", token, json.dumps({"grant_id": one} | said))
            for one in self.seeded.grants
        ]

    def post(self, path: str, token: str, body: dict[str, object]) -> str:
        """A request of an organisation's."""
        return _post(path, token, json.dumps(body))

    def token(self) -> str:
        """A token of Norrsken's."""
        return _fetch_token(self.folder, self.base_url)

    def own_profiles(self, people: Sequence[Other]) -> list[str]:
        """Each of these reads her own profile, with a new token of her own."""
        return [_request("GET", "/v1/me/profile", self._token(one)) for one in people]

    def pairs(self, people: Sequence[Other]) -> list[str]:
        """Each of these says yes to the question that waits for her, and takes it back at once."""
        scopes = json.dumps({"scopes": ["profile:skills:read"]})
        found: list[str] = []
        for one in people:
            token = self._token(one)
            found.append(_post(f"/v1/me/access-requests/{one.question}/grant", token, scopes))
            found.append(_post(f"/v1/me/grants/{one.grant_to_be}/withdraw", token, ""))
        return found

    def _token(self, one: Other) -> str:
        # Signed by the service's own code and key: the demo has no sign-in for people outside its cast.
        now = datetime.now(UTC)
        proof = Proof(Method.DEMO, Assurance.SUBSTANTIAL, now)
        return self.tokens.issue(one.id, "bench", INDIVIDUAL_SCOPE, uuid4().hex, now, proof)

    def copied_to(self, folder: Path, port: int) -> "Stand":
        """The same people in another folder, for another address."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder, port=port)


def build(folder: Path, port: int, database: str = "", others: int = OTHERS) -> Stand:
    """Seed a fresh demo under the folder, or at an address of PostgreSQL that the folder remembers."""
    shutil.rmtree(folder, ignore_errors=True)
    parts, app = open_demo(folder, f"http://127.0.0.1:{port}", database=database)
    house: House = app.state.house
    seeded = parts.database.writer.run(lambda work: seed_people(work, house.desk, others))
    parts.database.close()
    return Stand(folder, port, seeded, house.tokens)


def demo_of(stand: Stand, log: Path) -> AbstractContextManager[Server]:
    """The demo of a stand as a process of its own, one worker."""
    demo = ("demo", "--port", str(stand.port), "--data-dir", str(stand.folder))
    return serving(stand.port, log, "-c", _PROGRAM, *demo)


def save_answer(stand: Stand, file: Path) -> int:
    """Keep the body of one consented read, for what is measured beside it; its length is that of every answer."""
    head, _, body = stand.disclosures()[0].partition("\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    answer = httpx.post(f"{stand.base_url}/v1/disclosures", content=body, headers=headers).raise_for_status()
    file.write_bytes(answer.content)
    return len(answer.content)


def _fetch_token(folder: Path, base_url: str) -> str:
    demo = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    company = next(one for one in demo["organisations"] if one["client_id"] == NORRSKEN.client_id)
    assertion = signer(company["client_id"], company["private_key_jwk"]).assertion(base_url, time.time)
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
    }
    answer = httpx.post(f"{base_url}/oauth/token", data=form).raise_for_status()
    token: str = answer.json()["access_token"]
    return token


def _post(path: str, token: str, body: str) -> str:
    about = f"Content-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n"
    return _request("POST", path, token, about) + body


def _request(method: str, path: str, token: str, about_body: str = "") -> str:
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n{about_body}\r\n"
