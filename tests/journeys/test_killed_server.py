"""`kill -9` at any moment: what was acknowledged is there after the next start, and what was ended stays ended."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from clients import Organisation, Retries, Settings, TransportError
from tests.journeys.demo_process import DemoProcess

LANGUAGES: Final = "profile:languages:read"
ROUNDS: Final = 4


@dataclass
class Acknowledged:
    """What the service said was done, in the rounds so far."""

    skills: list[str] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    reads: list[str] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    """Grants whose withdrawal was sent but not acknowledged: they may be either."""


@dataclass
class Life:
    """One life of the server: she and the agency are busy with it until it dies under them."""

    demo: DemoProcess
    known: Acknowledged

    def until_killed(self, after: float) -> None:
        """Write, kill the server in the midst of it, and wait until everybody has noticed.

        Args:
            after: seconds between the round's first acknowledged withdrawal and the kill.
        """
        before = len(self.known.skills), len(self.known.withdrawn)
        writers = [
            threading.Thread(target=_until_it_breaks, args=(one,)) for one in (self._state, self._give)
        ]
        for writer in writers:
            writer.start()
        busy_until = time.monotonic() + 30
        while len(self.known.skills) == before[0] or len(self.known.withdrawn) == before[1]:
            assert time.monotonic() < busy_until, "nothing was acknowledged in this round"
            time.sleep(0.01)
        time.sleep(after)
        self.demo.kill()
        for writer in writers:
            writer.join(30)
            assert not writer.is_alive()

    def _state(self) -> None:
        with _individual(self.demo) as astrid:
            while True:
                said = f"Färdighet {len(self.known.skills)}"
                answer = astrid.post("/v1/me/profile/skills", json={"skill": {"label": said}})
                if answer.status_code == 201:
                    self.known.skills.append(said)

    def _give(self) -> None:
        with _individual(self.demo) as astrid, _agency(self.demo) as agency:
            while True:
                grant_id = _granted(astrid, agency)
                self.known.given.add(grant_id)
                case = f"FALL-{len(self.known.reads)}"
                agency.read(grant_id, case_reference=case, reader="Nils Berg")
                self.known.reads.append(case)
                if len(self.known.given) % 2:
                    self.known.unsure.add(grant_id)
                    answer = astrid.post(f"/v1/me/grants/{grant_id}/withdraw")
                    assert answer.json()["state"] == "withdrawn"
                    self.known.unsure.remove(grant_id)
                    self.known.withdrawn.add(grant_id)


def _until_it_breaks(write: Callable[[], None]) -> None:
    # Our own client wraps what httpx says.
    with pytest.raises((httpx.TransportError, TransportError)):
        write()


def _individual(demo: DemoProcess) -> httpx.Client:
    form, wanted = {"persona": "astrid"}, {"Accept": "application/json"}
    token = httpx.post(f"{demo.base_url}/demo/sign-in", data=form, headers=wanted).json()["access_token"]
    return httpx.Client(base_url=demo.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30)


def _agency(demo: DemoProcess) -> Organisation:
    company = demo.company("Norrsken")
    once = Settings(retries=Retries(attempts=1))
    return Organisation(demo.base_url, company["client_id"], company["private_key_jwk"], settings=once)


def _granted(astrid: httpx.Client, agency: Organisation) -> str:
    asked = agency.ask(
        connection_code=astrid.post("/v1/me/connection-codes").json()["code"],
        purpose_declaration="dcl_norrsken_mapping",
        scopes=[LANGUAGES],
        case_reference="FALL-KILL",
    )
    answer = astrid.post(f"/v1/me/access-requests/{asked.id}/grant", json={"scopes": [LANGUAGES]})
    assert answer.status_code == 201
    grant_id: str = answer.json()["id"]
    return grant_id


def _hold(demo: DemoProcess, known: Acknowledged) -> None:
    """Everything that was acknowledged is there."""
    with _individual(demo) as astrid, _agency(demo) as agency:
        section = astrid.get("/v1/me/profile/skills").json()
        there = [item["content"]["skill"]["label"] for item in section["items"]]
        assert set(known.skills) <= set(there)
        states = {one["id"]: one["state"] for one in astrid.get("/v1/me/grants").json()["grants"]}
        live = {one.id for one in agency.grants().grants}
        for grant_id in known.given - known.unsure:
            ended = grant_id in known.withdrawn
            assert states[grant_id] == ("withdrawn" if ended else "active")
            assert (grant_id in live) is not ended
        assert set(known.reads) <= _cases(astrid)


def _cases(astrid: httpx.Client) -> set[str]:
    """The case of every reading in her log."""
    cases: set[str] = set()
    page: dict[str, Any] = {"next": None}
    while True:
        before = {} if page["next"] is None else {"before": page["next"]}
        page = astrid.get("/v1/me/disclosures", params={"limit": 200, **before}).json()
        cases |= {line["case_reference"] for line in page["disclosures"] if line["kind"] == "read"}
        if page.get("next") is None:
            return cases


def test_what_was_acknowledged_outlives_a_killed_server(tmp_path: Path) -> None:
    demo, known = DemoProcess(tmp_path / "demo"), Acknowledged()
    for round_ in range(ROUNDS):
        demo.start()
        _hold(demo, known)
        Life(demo, known).until_killed(after=0.11 * round_)
    demo.start()
    try:
        _hold(demo, known)
        assert known.withdrawn
    finally:
        demo.stop()
