"""A real installation in a folder, and `egenkarta serve` over it as its own process: started, killed, started again.

No sign-in without proof is open there. The organisations come in with their own keys, as ever; people's tokens are signed here
with the installation's own token key, in place of an e-ID.
"""

import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, Self
from uuid import uuid4

import httpx

from consent.vocabulary import IndividualId
from profile_service.actions.own_profile import add_item
from profile_service.actions.ports import Desk, Work
from profile_service.clock import SystemClock
from profile_service.demo.cast import ORGANISATIONS
from profile_service.demo.seeding import seed
from profile_service.domain.people import Individual
from profile_service.domain.sign_in import Assurance, Method, Proof
from profile_service.identity.tokens import INDIVIDUAL_SCOPE, AccessTokens
from profile_service.main import house_from, open_parts
from profile_service.settings import Settings
from profile_service.signing.jwk import new_signing_jwk
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.database import mark, upgrade
from tests.live import free_port
from tests.stage import put_migrated_database, put_starter_set, signed_token_form
from tests.warm import SERVICE, Forked, warm

PUBLIC_URL: Final = "https://egenkarta.example"
AGENCY: Final = "org_demo_norrsken"
_PROGRAM: Final = Path(sys.executable).with_name("egenkarta")
_ROOT: Final = Path(__file__).parents[2]
_PATIENCE: Final = 60.0
_BATCH: Final = 100
_NO_TLS: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Everything goes over loopback in clear: reading the authorities of the world for each caller takes longer than her calls."""
_MANY: Final = dict.fromkeys(
    (
        "EGENKARTA_PEOPLE_PER_READER",
        "EGENKARTA_PEOPLE_PER_READER_WITH_REASON",
        "EGENKARTA_PEOPLE_PER_ORGANISATION",
        "EGENKARTA_READINGS_PER_PERSON",
    ),
    "1000000",
)
"""How much one reader may open in a day is limited, and is not what is tried here."""


def canary(person: str) -> str:
    """What a person's profile holds from the start, and no file may hold in clear."""
    return f"Kanariefågel {person}"


@dataclass
class Installation:
    """A folder with a key ring and, unless another database is named, an SQLite file; and its server.

    `program` is the module whose `main` serves it: the service's own, or one of the drills' that is spoiled on purpose.
    It is forked from a process that has it loaded, unless `cold`: then it is started as a shell would.
    """

    folder: Path
    url: str
    program: str = SERVICE
    cold: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    client_id: str = ""
    _tokens: AccessTokens | None = None
    _jwk: Mapping[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | Forked | None" = None

    @classmethod
    def make(cls, folder: Path, people: Sequence[str], url: str = "", owner: str = "") -> Self:
        """Set one up with the cast's organisations and these people, each with one entry.

        Args:
            url: another database than a file in the folder; `owner` is its address for whoever owns the tables.
        """
        folder.mkdir(parents=True, exist_ok=True)
        url = url or f"sqlite:///{folder / 'egenkarta.sqlite3'}"
        if url.startswith("sqlite"):
            put_migrated_database(Path(url.removeprefix("sqlite:///")))
        put_starter_set(folder / "taxonomy.sqlite3")
        KeyRing.generate("operator").save(folder / "keys.json")
        made = cls(folder, url)
        upgrade(owner or url)
        made._fill(people)
        return made

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return Path(self.url.removeprefix("sqlite:///"))

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def settings(self) -> Settings:
        """What the server is told, for code of the service's that is run here."""
        return Settings(
            public_url=PUBLIC_URL,
            database_url=self.url,
            taxonomy_url=f"sqlite:///{self.folder / 'taxonomy.sqlite3'}",
            key_ring=self.folder / "keys.json",
        )

    # --- its process ---

    def start(self) -> float:
        """Start it, wait until it is ready, and say how many seconds that took."""
        began = time.monotonic()
        self.process = self._cold() if self.cold else self._warm(self.program, ["serve"], self.log)
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise
        return time.monotonic() - began

    def command(self, *words: str) -> str:
        """Run another command of `egenkarta` for this installation, beside the service; what it prints."""
        said = self.folder / "said"
        said.unlink(missing_ok=True)
        self._warm(SERVICE, words, said).wait(_PATIENCE)
        return said.read_text(encoding="utf-8")

    def _warm(self, program: str, command: Sequence[str], log: Path) -> Forked:
        return warm().start(program, command, self._told(), log)

    def _told(self) -> dict[str, str]:
        return {
            **os.environ,
            **_MANY,
            "EGENKARTA_PUBLIC_URL": PUBLIC_URL,
            "EGENKARTA_DATABASE_URL": self.url,
            "EGENKARTA_TAXONOMY_URL": f"sqlite:///{self.folder / 'taxonomy.sqlite3'}",
            "EGENKARTA_KEY_RING": str(self.folder / "keys.json"),
            "EGENKARTA_PORT": str(self.port),
            **self.environment,
        }

    def _cold(self) -> "subprocess.Popen[bytes]":
        started = [_PROGRAM] if self.program == SERVICE else [sys.executable, "-m", self.program]
        with self.log.open("ab") as log:
            return subprocess.Popen([*started, "serve"], stdout=log, stderr=log, env=self._told(), cwd=_ROOT)

    def kill(self) -> None:
        """`kill -9`: it gets no chance to finish anything."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    @contextmanager
    def serving(self) -> Iterator[Self]:
        """Serve for as long as the block lasts. How it is asked to end is not what is tried here."""
        self.start()
        try:
            yield self
        finally:
            self.kill()

    def caller(self) -> httpx.Client:
        """Somebody who calls, on connections of her own."""
        return httpx.Client(base_url=self.base_url, timeout=_PATIENCE, verify=_NO_TLS)

    def ready(self) -> httpx.Response:
        """What /readyz says."""
        with self.caller() as http:
            return http.get("/readyz", timeout=30)

    def _wait(self) -> None:
        assert self.process is not None
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if self.ready().status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        end = self.log.read_text(encoding="utf-8", errors="replace")[-2_000:]
        raise RuntimeError(f"the service did not start:\n{end}")

    # --- who calls ---

    def individual(self, person: str) -> dict[str, str]:
        """Headers of a person who has just proved who she is."""
        assert self._tokens is not None
        now = SystemClock().now()
        proof = Proof(Method.DEMO, Assurance.SUBSTANTIAL, now)
        token = self._tokens.issue(person, "drill", INDIVIDUAL_SCOPE, uuid4().hex, now, proof)
        return {"Authorization": f"Bearer {token}"}

    def agency(self) -> dict[str, str]:
        """Headers of the agency's system, which proves itself by its key."""
        company = {"client_id": self.client_id, "private_key_jwk": self._jwk}
        form = signed_token_form(company, PUBLIC_URL, time.time())
        with self.caller() as http:
            answer = http.post("/oauth/token", data=form).raise_for_status()
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def _fill(self, people: Sequence[str]) -> None:
        keys = {company.client_id: new_signing_jwk() for company in ORGANISATIONS}
        agency = next(company for company in ORGANISATIONS if company.id == AGENCY)
        self.client_id, self._jwk = agency.client_id, keys[agency.client_id]
        parts = open_parts(self.settings(), KeyRing.load(self.folder / "keys.json"))
        try:
            mark(parts.database.engine, "real", parts.clock.now())
            house = house_from(parts)
            parts.database.writer.run(lambda work: seed(work, house.desk, keys))
            for at in range(0, len(people), _BATCH):
                parts.database.writer.run(partial(_add, desk=house.desk, people=people[at : at + _BATCH]))
            self._tokens = house.tokens
        finally:
            parts.library.close()
            parts.database.close()


def _add(work: Work, desk: Desk, people: Sequence[str]) -> None:
    for person in people:
        individual = IndividualId(person)
        work.accounts.add_individual(Individual(individual, "sv"))
        work.vault.create(individual)
        work.marks.write(individual, protected=False)
        content: dict[str, Any] = {"skill": {"label": canary(person)}}
        add_item(work, desk, individual, "skills", content)
