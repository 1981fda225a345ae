"""Several who are busy with the service at once, each on a connection of her own, until it dies under them or they are told to stop."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import httpx

from tests.drills.installation import Installation
from tests.drills.notebook import ERASED, GIVEN, ITEM, READ, WITHDRAWN, Notebook
from tests.stage import MAPPING, SKILLS

READERS: Final = 2
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class People:
    """Who takes part in a round: one who writes her profile, some who give and withdraw, some who leave for good."""

    writer: str
    givers: Sequence[str]
    leavers: Sequence[str]

    def all(self) -> list[str]:
        return [self.writer, *self.givers, *self.leavers]

    @classmethod
    def of_round(cls, number: int) -> "People":
        """New people for each round."""
        name = f"ind_drill_{number}"
        return cls(f"{name}_w", [f"{name}_g{at}" for at in range(2)], [f"{name}_l{at}" for at in range(6)])


@dataclass
class Crowd:
    """One life of the server, as its callers see it."""

    installation: Installation
    notebook: Notebook
    people: People
    chance: random.Random
    reads_after_withdrawal: list[str] = field(default_factory=list)
    _grants: list[tuple[str, str]] = field(default_factory=list)
    _ended: set[str] = field(default_factory=set)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _broken: list[BaseException] = field(default_factory=list)
    _shown: dict[str, dict[str, str]] = field(default_factory=dict)

    def begin(self) -> None:
        """Everybody begins."""
        acts: list[Callable[[httpx.Client], None]] = [self._state, self._leave, *[self._read] * READERS]
        acts += [lambda http, giver=giver: self._give(http, giver) for giver in self.people.givers]  # type: ignore[misc]
        self._threads = [threading.Thread(target=self._until_it_breaks, args=(act,)) for act in acts]
        for thread in self._threads:
            thread.start()

    def wait_until_busy(self, but: str = "") -> None:
        """Until something more of every kind has been acknowledged, but for one kind."""
        before, until = self.notebook.counts(), time.monotonic() + _PATIENCE
        while any(self.notebook.counts()[kind] == before[kind] for kind in before if kind != but):
            self._complain()
            if time.monotonic() > until:
                raise RuntimeError(f"not everything was acknowledged: {self.notebook.counts()}")
            time.sleep(0.005)

    def end(self) -> None:
        """Nobody begins anything new; returns when all have noticed."""
        self._stopped.set()
        for thread in self._threads:
            thread.join(_PATIENCE)
            if thread.is_alive():
                raise RuntimeError("somebody still waits for an answer")
        self._complain()

    def _complain(self) -> None:
        if self._broken:
            raise self._broken[0]

    def _until_it_breaks(self, act: Callable[[httpx.Client], None]) -> None:
        try:
            with self.installation.caller() as http:
                while not self._stopped.is_set():
                    act(http)
        except httpx.TransportError:
            pass  # the server is gone, or was stopped
        except BaseException as error:
            self._broken.append(error)

    # --- what they do ---

    def _state(self, http: httpx.Client) -> None:
        person = self.people.writer
        said = f"Färdighet {self.chance.getrandbits(64):016x}"
        body = {"skill": {"label": said}}
        answer = http.post("/v1/me/profile/skills", json=body, headers=self._person(person))
        if self._done(answer, 201):
            self.notebook.write(ITEM, person, said)

    def _give(self, http: httpx.Client, person: str) -> None:
        grant = self.give(http, person)
        if grant is None:
            return
        self._grants.append((person, grant))
        time.sleep(self.chance.random() * 0.02)
        if self.chance.random() < 0.5:
            self.notebook.begin(grant)
            answer = http.post(f"/v1/me/grants/{grant}/withdraw", headers=self._person(person))
            if self._done(answer, 200):
                self.notebook.write(WITHDRAWN, person, grant)
                self._ended.add(grant)

    def _read(self, http: httpx.Client) -> None:
        if not self._grants:
            time.sleep(0.005)
            return
        person, grant = self.chance.choice(self._grants[-6:])
        ended = grant in self._ended
        answer = self._opened(http, grant)
        if not self._done(answer, 200, 404):
            return
        if answer.status_code == 200:
            self.notebook.write(READ, person, answer.headers["Egenkarta-Disclosure"], grant)
            if ended:
                self.reads_after_withdrawal.append(grant)

    def _leave(self, http: httpx.Client) -> None:
        left = set(self.notebook.ids(ERASED))
        person = next((one for one in self.people.leavers if one not in left), None)
        if person is None:
            time.sleep(0.02)
            return
        grant = self.give(http, person)
        if grant is None:
            return
        self._grants.append((person, grant))
        answer = self._opened(http, grant)
        if self._done(answer, 200):
            self.notebook.write(READ, person, answer.headers["Egenkarta-Disclosure"], grant)
        self.notebook.begin(person)
        if self._done(http.delete("/v1/me", headers=self._person(person)), 204):
            self.notebook.write(ERASED, person, person)
            self._ended.add(grant)

    # --- how they do it ---

    def give(self, http: httpx.Client, person: str) -> str | None:
        """The agency asks her, and she says yes; None where the service put it off."""
        hers = self._person(person)
        code = http.post("/v1/me/connection-codes", headers=hers)
        if code.status_code == 401 and not self.notebook.staying(person):
            # An erasure whose answer nobody received was done after all: a 401 is what it looks like from outside.
            self.notebook.write(ERASED, person, person)
            return None
        if not self._done(code, 201):
            return None
        question = {
            "connection_code": code.json()["code"],
            "purpose_declaration": MAPPING,
            "scopes": [SKILLS],
            "case_reference": "drill",
        }
        asked = http.post("/v1/access-requests", json=question, headers=self._agency)
        if not self._done(asked, 201):
            return None
        path = f"/v1/me/access-requests/{asked.json()['id']}/grant"
        answer = http.post(path, json={"scopes": [SKILLS]}, headers=hers)
        if not self._done(answer, 201):
            return None
        grant: str = answer.json()["id"]
        self.notebook.write(GIVEN, person, grant)
        return grant

    def _opened(self, http: httpx.Client, grant: str) -> httpx.Response:
        body = {"grant_id": grant, "case_reference": "drill", "reader": "Nils Berg"}
        return http.post("/v1/disclosures", json=body, headers=self._agency)

    @cached_property
    def _agency(self) -> dict[str, str]:
        return self.installation.agency()

    def _person(self, person: str) -> dict[str, str]:
        if person not in self._shown:
            self._shown[person] = self.installation.individual(person)
        return self._shown[person]

    def _done(self, answer: httpx.Response, *expected: int) -> bool:
        """False where the service puts it off; an error where it says anything that nobody expects."""
        if answer.status_code in expected:
            return True
        if answer.status_code == 503:
            self.notebook.put_off += 1
            time.sleep(0.02)
            return False
        raise RuntimeError(f"{answer.request.url.path}: {answer.status_code} {answer.text}")


def said(answer: httpx.Response) -> Any:
    """The JSON of an answer that went well."""
    return answer.raise_for_status().json()
