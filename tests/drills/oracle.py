"""Does the time that a refusal takes say why? `make drill-oracle`: 2 x 2,000 interleaved samples for each pair.

The claim: to an organisation, no grant, a withdrawn one, an expired one and a refused question are the same, in time
as well. It fails where a rank test tells a pair apart (p below 0.001) by more than a trifle (AUC further from one half
than 0.05; with an AUC of 0.55, one look at two answers guesses right in 11 of 20 tries, where a coin does in 10).
"""

import http.client
import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from clients import Individual, Organisation
from clients.demo import sign_in
from tests.drills.ranks import Separation, separation
from tests.drills.withdrawing import _MANY
from tests.journeys.demo_process import DemoProcess
from tests.stage import LANGUAGES, MAPPING, SKILLS, signed_token_form

SAMPLES = 2_000
SMALLEST_P, FARTHEST = 0.001, 0.05
LANES = 4
_OLD_TOKEN = 60.0
_SHORT = timedelta(seconds=4)
NOBODY = "nonexistent"


@dataclass(frozen=True)
class Probe:
    """One request that is refused."""

    method: str
    path: str
    body: bytes = b""


@dataclass
class Pair:
    """A cause beside no cause at all, and what was measured of the two, in seconds."""

    route: str
    cause: str
    found: Separation

    @property
    def leaks(self) -> bool:
        return self.found.p < SMALLEST_P and abs(self.found.auc - 0.5) > FARTHEST


Token = Callable[[], str]


def measure(
    port: int, probes: Mapping[str, Probe], samples: int, token: Token, status: int = 404, seed: int = 1
) -> dict[str, list[float]]:
    """How long each probe takes, so many times each, in an order of chance, over kept connections."""
    order = [name for name in probes for _ in range(samples)]
    random.Random(seed).shuffle(order)
    times: dict[str, list[float]] = {name: [] for name in probes}
    failures: list[BaseException] = []
    lock = threading.Lock()

    def work(mine: Sequence[str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            for name in mine:
                took = _ask(connection, probes[name], token(), status)
                with lock:
                    times[name].append(took)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(order[at::LANES],)) for at in range(LANES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return times


def _ask(connection: http.client.HTTPConnection, probe: Probe, token: str, status: int) -> float:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    began = time.perf_counter()
    connection.request(probe.method, probe.path, probe.body or None, headers)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - began
    assert answer.status == status, answer.status
    return took


def compare(route: str, times: Mapping[str, Sequence[float]]) -> list[Pair]:
    """Every cause beside nothing at all."""
    return [
        Pair(route, cause, separation(found, times[NOBODY]))
        for cause, found in times.items()
        if cause != NOBODY
    ]


@dataclass
class Cast:
    """Norrsken, and Astrid who has answered it in every way. Her own unit keeps each no apart from the rest."""

    demo: DemoProcess
    _token: tuple[float, str] = (0.0, "")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def token(self) -> str:
        """Norrsken's, fetched anew before it is too old."""
        with self._lock:
            if not self._token[1] or time.monotonic() - self._token[0] > _OLD_TOKEN:
                self._token = (time.monotonic(), self._fetch())
            return self._token[1]

    def _fetch(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.demo.port, timeout=30)
        form = signed_token_form(self.demo.company("Norrsken"), self.demo.base_url, time.time())
        connection.request(
            "POST", "/oauth/token", urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        found: str = json.loads(connection.getresponse().read())["access_token"]
        connection.close()
        return found

    def causes(self) -> tuple[dict[str, str], dict[str, str]]:
        """Grant ids and request ids by why there is nothing behind them."""
        company = self.demo.company("Norrsken")
        base = self.demo.base_url
        with (
            Organisation(base, company["client_id"], company["private_key_jwk"]) as agency,
            Individual(base, sign_in(base, "astrid")) as astrid,
        ):

            def ask(until: datetime | None = None) -> str:
                code = astrid.connection_code().code
                return agency.ask(
                    connection_code=code,
                    purpose_declaration=MAPPING,
                    scopes=[LANGUAGES, SKILLS],
                    case_reference="drill",
                    until=until,
                ).id

            end = datetime.now(UTC) + _SHORT
            expiring = ask(end)
            expired = astrid.give(expiring, [LANGUAGES]).id
            ending = ask()
            withdrawn = astrid.give(ending, [LANGUAGES]).id
            astrid.withdraw(withdrawn)
            waiting = ask()
            refused = ask()
            astrid.refuse(refused)
            time.sleep(max(0.0, (end - datetime.now(UTC)).total_seconds() + 1))
        grants = {NOBODY: "gra_that_never_was", "withdrawn": withdrawn, "expired": expired}
        requests = {
            NOBODY: "req_that_never_was",
            "withdrawn": ending,
            "expired": expiring,
            "refused": refused,
            "not answered": waiting,
        }
        return grants, requests


def probes_of(grants: Mapping[str, str], requests: Mapping[str, str]) -> dict[str, dict[str, Probe]]:
    """By route: what is sent for each cause."""

    def reading(grant: str) -> Probe:
        body = f'{{"grant_id":"{grant}","case_reference":"drill","reader":"Nils Berg"}}'
        return Probe("POST", "/v1/disclosures", body.encode())

    return {
        "disclosures": {why: reading(grant) for why, grant in grants.items()},
        "access-requests": {
            why: Probe("GET", f"/v1/access-requests/{request}") for why, request in requests.items()
        },
        "receipts": {why: Probe("GET", f"/v1/receipts/{grant}") for why, grant in grants.items()},
    }


def drill(folder: Path, samples: int) -> list[Pair]:
    """Start a server of its own, measure every route, and end it."""
    demo = DemoProcess(folder / "demo", environment=_MANY)
    demo.start()
    try:
        cast = Cast(demo)
        pairs: list[Pair] = []
        for route, probes in probes_of(*cast.causes()).items():
            measure(demo.port, probes, min(samples, 50), cast.token)  # until everything is warm
            pairs += compare(route, measure(demo.port, probes, samples, cast.token))
        return pairs
    finally:
        demo.stop()


def main(samples: int) -> int:
    """Run it and say what came of it; 1 where a pair can be told apart."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = drill(Path(folder), samples)
    print(f"2 x {samples} interleaved samples for each pair, over {LANES} kept connections")
    for pair in pairs:
        verdict = "CAN BE TOLD APART" if pair.leaks else "alike"
        name = f"{pair.route}: {pair.cause} beside {NOBODY}"
        print(f"{name:50} p = {pair.found.p:.4f}  AUC = {pair.found.auc:.4f}  {verdict}")
    return 1 if any(pair.leaks for pair in pairs) else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES))
