"""Readers and withdrawers against a running server, and a checker that knows nothing of how the service works.

The claim: no reading that began after a withdrawal was acknowledged succeeds.

Run it whole with `make drill-withdrawing`; the tests run a short form.
"""

import asyncio
import itertools
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.journeys.demo_process import DemoProcess
from tests.stage import LANGUAGES, MAPPING, SKILLS, signed_token_form

READERS, WITHDRAWERS = 8, 2
_MANY = dict.fromkeys(
    (
        "EGENKARTA_PEOPLE_PER_READER",
        "EGENKARTA_PEOPLE_PER_READER_WITH_REASON",
        "EGENKARTA_PEOPLE_PER_ORGANISATION",
        "EGENKARTA_READINGS_PER_PERSON",
    ),
    "1000000",
)
"""How much one reader may open in a day is limited, and is not what is tried here."""


@dataclass(frozen=True)
class Reading:
    """One try: when it began, on which grant, and whether it succeeded. Times are one process's monotonic seconds."""

    began: float
    grant: str
    succeeded: bool


@dataclass
class History:
    """What happened, as the callers saw it."""

    readings: list[Reading] = field(default_factory=list)
    acknowledged: dict[str, float] = field(default_factory=dict)
    """When each withdrawal was acknowledged."""
    given: list[str] = field(default_factory=list)
    operations: int = 0


def reads_after_withdrawal(history: History) -> Sequence[Reading]:
    """Every reading that succeeded though it began after its grant's withdrawal had been acknowledged."""
    return [
        one
        for one in history.readings
        if one.succeeded and one.began > history.acknowledged.get(one.grant, float("inf"))
    ]


class Crowd:
    """Eight who read and two who give and withdraw, over HTTP."""

    def __init__(self, demo: DemoProcess, operations: int, seed: int) -> None:
        self._demo = demo
        self._operations = operations
        self._chance = random.Random(seed)
        self.history = History()
        self._tokens: dict[str, tuple[float, str]] = {}

    async def run(self) -> History:
        """Until as many operations have been done."""
        limits = httpx.Limits(max_connections=READERS + WITHDRAWERS)
        async with httpx.AsyncClient(base_url=self._demo.base_url, limits=limits, timeout=60) as http:
            self._http = http
            people = itertools.cycle(("astrid", "bo"))
            workers = [self._withdraw_often(next(people)) for _ in range(WITHDRAWERS)]
            workers += [self._read_often(f"Reader {at}") for at in range(READERS)]
            await asyncio.gather(*workers)
        return self.history

    def _go_on(self) -> bool:
        self.history.operations += 1
        return self.history.operations <= self._operations

    async def _read_often(self, reader: str) -> None:
        while self._go_on():
            if not self.history.given:
                await asyncio.sleep(0.01)
                continue
            # Mostly the newest, around whose withdrawal the race is; now and then an old one, which must stay closed.
            recent = self.history.given[-3:] if self._chance.random() < 0.9 else self.history.given
            grant = self._chance.choice(recent)
            headers = await self._organisation()
            body = {"grant_id": grant, "case_reference": "drill", "reader": reader}
            began = time.monotonic()
            answer = await self._http.post("/v1/disclosures", json=body, headers=headers)
            assert answer.status_code in (200, 404, 503), answer.text
            self.history.readings.append(Reading(began, grant, answer.status_code == 200))

    async def _withdraw_often(self, persona: str) -> None:
        while self._go_on():
            grant = await self._give(persona)
            self.history.given.append(grant)
            await asyncio.sleep(self._chance.random() * 0.05)
            headers = await self._individual(persona)
            answer = await self._http.post(f"/v1/me/grants/{grant}/withdraw", headers=headers)
            assert answer.status_code == 200, answer.text
            self.history.acknowledged[grant] = time.monotonic()

    async def _give(self, persona: str) -> str:
        headers = await self._individual(persona)
        code = (await self._http.post("/v1/me/connection-codes", headers=headers)).json()["code"]
        question = {
            "connection_code": code,
            "purpose_declaration": MAPPING,
            "scopes": [LANGUAGES, SKILLS],
            "case_reference": "drill",
        }
        organisation = await self._organisation()
        asked = (await self._http.post("/v1/access-requests", json=question, headers=organisation)).json()
        yes = {"scopes": [LANGUAGES]}
        path = f"/v1/me/access-requests/{asked['id']}/grant"
        answer = await self._http.post(path, json=yes, headers=headers)
        assert answer.status_code == 201, answer.text
        found: str = answer.json()["id"]
        return found

    async def _individual(self, persona: str) -> dict[str, str]:
        async def fetch() -> httpx.Response:
            return await self._http.post(
                "/demo/sign-in", data={"persona": persona}, headers={"Accept": "application/json"}
            )

        return await self._token(persona, fetch)

    async def _organisation(self) -> dict[str, str]:
        async def fetch() -> httpx.Response:
            form = signed_token_form(self._demo.company("Norrsken"), self._demo.base_url, time.time())
            return await self._http.post("/oauth/token", data=form)

        return await self._token("norrsken", fetch)

    async def _token(self, name: str, fetch: Any) -> dict[str, str]:
        fetched, token = self._tokens.get(name, (0.0, ""))
        if time.monotonic() - fetched > 120:
            answer = await fetch()
            assert answer.status_code == 200, answer.text
            token = answer.json()["access_token"]
            self._tokens[name] = (time.monotonic(), token)
        return {"Authorization": f"Bearer {token}"}


def drill(folder: Path, operations: int, seed: int = 1) -> History:
    """Start a server of its own, let the crowd at it, and end it."""
    demo = DemoProcess(folder / "demo", environment=_MANY)
    demo.start()
    try:
        return asyncio.run(Crowd(demo, operations, seed).run())
    finally:
        demo.stop()


def main(operations: int) -> int:
    """Run it and say what came of it; 1 where the claim does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        history = drill(Path(folder), operations)
    late = reads_after_withdrawal(history)
    succeeded = sum(one.succeeded for one in history.readings)
    print(f"{history.operations} operations by {READERS} readers and {WITHDRAWERS} withdrawers")
    print(f"{len(history.readings)} readings, {succeeded} succeeded; {len(history.acknowledged)} withdrawals")
    print(f"{len(late)} readings succeeded though they began after the withdrawal was acknowledged")
    return 1 if late or not succeeded or not history.acknowledged else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
