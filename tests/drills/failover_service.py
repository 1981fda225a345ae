"""The load of the failover drill on the real service: several workers on the cluster, and people and organisations who call them."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg

from deploy.cluster.layout import Layout
from tests.drills.failover_load import Job, Load, Oracle, Reading
from tests.drills.withdrawing import _MANY
from tests.live import free_port
from tests.stage import LANGUAGES, MAPPING, SKILLS, signed_token_form

WORKERS = 2
_READERS = 4
_PROGRAM = (sys.executable, "-c", "from profile_service.command_line.app import main; main()")
"""`egenkarta` of this very folder."""


class ServiceOracle(Oracle):
    """What the service's own tables say of what it acknowledged."""

    def kept(self, connection: psycopg.Connection[Any]) -> tuple[dict[str, bool], set[str]]:
        """Every grant and whether it has ended; the journal's line of each reading."""
        grants = connection.execute("SELECT id, state <> 'active' FROM consent_grant").fetchall()
        lines = connection.execute("SELECT id FROM journal WHERE outcome = 'disclosed'").fetchall()
        return dict(grants), {row[0] for row in lines}


class ServiceLoad(Load):
    """Two who give and withdraw, four systems that read, two that ask what is live; each at a worker of its own."""

    ended = "SELECT state <> 'active' FROM consent_grant WHERE id = %s"
    standing = 3

    def __init__(
        self, oracle: Oracle, layout: Layout, nodes: dict[str, str], workers: list[str], cast: Any
    ) -> None:
        self._workers, self._cast = workers, cast
        self._tokens: dict[tuple[str, str], tuple[float, str]] = {}
        super().__init__(oracle, layout.url(), layout.url("reads"), nodes)

    def _jobs(self, _primary: str, _reads: str, _nodes: dict[str, str]) -> list[Job]:
        turns: list[tuple[str, Callable[..., None]]] = [
            ("astrid", self._give_and_end),
            ("bo", self._give_and_end),
        ]
        turns += [(f"reader {at}", self._disclose) for at in range(_READERS)]
        turns += [(f"reads {at}", self._ask_what_is_live) for at in range(2)]
        return [(name, self._workers[at % len(self._workers)], turn) for at, (name, turn) in enumerate(turns)]

    def _keep_on(self, way: str, address: str, turn: Callable[..., None]) -> None:
        if not address.startswith("http"):
            super()._keep_on(way, address, turn)
            return
        chance = random.Random(way)
        self._standing[way] = deque()
        while not self._stop.is_set():
            with suppress(httpx.TransportError), httpx.Client(
                base_url=address, timeout=40, event_hooks={"response": [self._count]}
            ) as http:  # fmt: skip
                while not self._stop.is_set():
                    turn(http, way, chance)
                    self._stop.wait(0.02)
            self._stop.wait(0.2)

    def _count(self, answer: httpx.Response) -> None:
        where = "/".join(answer.request.url.path.split("/")[1:3])
        self.oracle.answers[f"{where} {answer.status_code}"] += 1

    def _give_and_end(self, http: httpx.Client, who: str, _chance: random.Random) -> None:
        grant = self._give(http, who)
        if grant is None:
            return
        self.oracle.acknowledge("given", grant)
        self._known.append(grant)
        standing = self._standing[who]
        standing.append(grant)
        if len(standing) > self.standing:
            answer = http.post(f"/v1/me/grants/{standing[0]}/withdraw", headers=self._person(http, who))
            if answer.status_code == 200:
                self.oracle.acknowledge("withdrawn", standing.popleft())
            else:
                # Told no, or that nobody knows: it is asked again, and found withdrawn already where it was.
                self.oracle.doubtful += 1
                if answer.status_code != 503:
                    standing.popleft()

    def _give(self, http: httpx.Client, who: str) -> str | None:
        person = self._person(http, who)
        code = http.post("/v1/me/connection-codes", headers=person)
        if code.is_error:
            return None
        question = {
            "connection_code": code.json()["code"], "purpose_declaration": MAPPING, "scopes": [LANGUAGES, SKILLS],
            "case_reference": "drill",
        }  # fmt: skip
        asked = http.post("/v1/access-requests", json=question, headers=self._organisation(http))
        if asked.is_error:
            return None
        path = f"/v1/me/access-requests/{asked.json()['id']}/grant"
        answer = http.post(path, json={"scopes": [LANGUAGES]}, headers=person)
        return str(answer.json()["id"]) if answer.status_code == 201 else None

    def _disclose(self, http: httpx.Client, way: str, chance: random.Random) -> None:
        headers, began, grant = self._organisation(http), time.monotonic(), self._recent(chance)
        body = {"grant_id": grant, "case_reference": "drill", "reader": way}
        answer = http.post("/v1/disclosures", json=body, headers=headers)
        if answer.status_code == 200:
            self.oracle.acknowledge("line", answer.headers["Egenkarta-Disclosure"])
            self.oracle.readings.append(Reading(began, grant, way))

    def _ask_what_is_live(self, http: httpx.Client, way: str, chance: random.Random) -> None:
        headers, began, grant = self._organisation(http), time.monotonic(), self._recent(chance)
        if http.get(f"/oauth/grants/{grant}", headers=headers).status_code == 200:
            self.oracle.readings.append(Reading(began, grant, way))

    def _recent(self, chance: random.Random) -> str:
        """Mostly one that stands, so that there is something to read."""
        standing = [grant for grants in list(self._standing.values()) for grant in list(grants)]
        return chance.choice(standing) if standing and chance.random() < 0.6 else super()._recent(chance)

    def _person(self, http: httpx.Client, persona: str) -> dict[str, str]:
        def fetch() -> httpx.Response:
            return http.post(
                "/demo/sign-in", data={"persona": persona}, headers={"Accept": "application/json"}
            )

        return self._token(http, persona, fetch)

    def _organisation(self, http: httpx.Client) -> dict[str, str]:
        company = next(one for one in self._cast["organisations"] if one["name"].startswith("Norrsken"))

        def fetch() -> httpx.Response:
            return http.post("/oauth/token", data=signed_token_form(company, self._workers[0], time.time()))

        return self._token(http, "norrsken", fetch)

    def _token(self, http: httpx.Client, name: str, fetch: Callable[[], httpx.Response]) -> dict[str, str]:
        key = (str(http.base_url), name)
        fetched, token = self._tokens.get(key, (0.0, ""))
        if time.monotonic() - fetched > 120:
            answer = fetch()
            if answer.status_code != 200:
                raise httpx.TransportError(f"no token now: {answer.status_code}")
            token = answer.json()["access_token"]
            self._tokens[key] = (time.monotonic(), token)
        return {"Authorization": f"Bearer {token}"}


@contextmanager
def served(layout: Layout, folder: Path) -> Iterator[list[str]]:
    """Migrate and fill the cluster's database, and run the workers on it; their addresses."""
    ports = [free_port() for _ in range(WORKERS)]
    addresses = [f"http://127.0.0.1:{port}" for port in ports]
    place = folder / "service"
    _fill(place, layout.url(role="owner"), ports[0])
    command = [sys.executable, "-m", "tests.drills.failover_worker"]
    running = []
    with (folder / "workers.log").open("ab") as log:
        for port in ports:
            told = [str(port), addresses[0], str(place), layout.url(), layout.url("reads")]
            running.append(subprocess.Popen([*command, *told], stdout=log, stderr=log, env=_environment()))
        try:
            for address, process in zip(addresses, running, strict=True):
                _wait_for(address, process)
            yield addresses
        finally:
            for process in running:
                process.send_signal(signal.SIGTERM)
            for process in running:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(30)
                process.kill()


def _fill(place: Path, owner: str, port: int) -> None:
    demo = [*_PROGRAM, "demo", "--port", str(port), "--data-dir", place, "--database", owner]
    with place.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen(demo, stdout=log, stderr=log, env=_environment())
        try:
            _wait_for(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.wait(30)


def _environment() -> dict[str, str]:
    return {**os.environ, **_MANY}


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + 180
    while time.monotonic() < ends and process.poll() is None:
        with suppress(httpx.TransportError):
            if httpx.get(f"{address}/readyz", timeout=5).status_code == 200:
                return
        time.sleep(0.2)
    raise TimeoutError(f"{address} is not ready after three minutes, or ended")
