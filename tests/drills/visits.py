"""What callers get from a service whose database is in trouble: a handful of requests, each with what it must answer then and after."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tests.drills.crowd import Crowd, People, said
from tests.drills.installation import Installation
from tests.drills.notebook import Notebook

PUT_OFF: Final = 503
_LONGEST: Final = 30.0
"""Seconds that a caller waits before she gives up: longer than any answer may take."""
_PATIENCE: Final = 20.0


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer and how long it took."""

    status: int
    retry_after: str
    text: str
    seconds: float


class Visitors:
    """A person with one grant, and the agency that has it; they call one after the other, on new connections."""

    def __init__(self, installation: Installation, notebook: Notebook, people: People) -> None:
        self.installation = installation
        self.person = people.givers[0]
        self.leaver = people.leavers[0]
        self.hers = installation.individual(self.person)
        self.leavers = installation.individual(self.leaver)
        self.agency = installation.agency()
        crowd = Crowd(installation, notebook, people, random.Random(1))
        with installation.caller() as http:
            grants = [crowd.give(http, self.person) for _ in range(2)]
            self.code = said(http.post("/v1/me/connection-codes", headers=self.hers))["code"]
        self.grant, self.other = (one for one in grants if one is not None)

    def writing(self) -> Mapping[str, Callable[[], Answered]]:
        """What changes something, and the consented read, which writes its line first."""
        read = {"grant_id": self.grant, "case_reference": "drill", "reader": "Nils Berg"}
        return {
            "item": lambda: self.state("Färdighet"),
            "withdrawal": lambda: self.call("POST", f"/v1/me/grants/{self.other}/withdraw", self.hers),
            "erasure": lambda: self.call("DELETE", "/v1/me", self.leavers),
            "disclosure": lambda: self.call("POST", "/v1/disclosures", self.agency, read),
        }

    def state(self, label: str) -> Answered:
        """She adds an entry."""
        body = {"skill": {"label": label}}
        return self.call("POST", "/v1/me/profile/skills", self.hers, body)

    def labels(self) -> set[str]:
        """What her entries say."""
        with self.installation.caller() as http:
            items = said(http.get("/v1/me/profile/skills", headers=self.hers))["items"]
        return {item["content"]["skill"]["label"] for item in items}

    def call(
        self, method: str, path: str, headers: Mapping[str, str], body: object | None = None
    ) -> Answered:
        """One request."""
        began = time.monotonic()
        with self.installation.caller() as http:
            answer = http.request(method, path, headers=dict(headers), json=body, timeout=_LONGEST)
        retry = answer.headers.get("Retry-After", "")
        return Answered(answer.status_code, retry, answer.text, time.monotonic() - began)


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for it.

    Raises:
        AssertionError: it does not come.
    """
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.1)
