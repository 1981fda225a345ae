"""An organisation that reads under a grant, and she who gave it, against a server that listens."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import httpx

from tests.stage import LANGUAGES, MAPPING, signed_token_form


@dataclass
class Reader:
    """Norrsken, with a grant of Astrid's."""

    base_url: str
    demo: Mapping[str, Any]
    grant: str = ""
    persona: str = ""
    token: str = ""

    @classmethod
    def begin(cls, base_url: str, folder: Path) -> Self:
        """Ask her, have her say yes, and be ready to read."""
        made = cls(base_url, json.loads((folder / "demo.json").read_text(encoding="utf-8")))
        with httpx.Client(base_url=base_url, timeout=20) as http:
            signed = http.post(
                "/demo/sign-in", data={"persona": "astrid"}, headers={"Accept": "application/json"}
            )
            made.persona = signed.json()["access_token"]
            made.token = made.fetch_token(http)
            code = http.post("/v1/me/connection-codes", headers=made.hers).json()["code"]
            body = {
                "connection_code": code,
                "purpose_declaration": MAPPING,
                "scopes": [LANGUAGES],
                "case_reference": CASE,
            }
            asked = http.post("/v1/access-requests", json=body, headers=made.its)
            assert asked.status_code == 201, asked.text
            yes = http.post(
                f"/v1/me/access-requests/{asked.json()['id']}/grant",
                json={"scopes": [LANGUAGES]},
                headers=made.hers,
            )
            assert yes.status_code == 201, yes.text
            made.grant = yes.json()["id"]
        return made

    def fetch_token(self, http: httpx.Client) -> str:
        """A token that its own key was used for."""
        company = next(one for one in self.demo["organisations"] if one["name"].startswith("Norrsken"))
        form = signed_token_form(company, self.demo["base_url"], datetime.now(UTC).timestamp())
        answer = http.post("/oauth/token", data=form)
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    @property
    def hers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.persona}"}

    @property
    def its(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def body(self) -> dict[str, str]:
        return {"grant_id": self.grant, "case_reference": CASE, "reader": READER}

    def read(self, http: httpx.Client) -> httpx.Response:
        """Read once."""
        return http.post("/v1/disclosures", json=self.body, headers=self.its)


CASE = "case-canary-4711"
READER = "Canary Adviser"


@dataclass
class Load:
    """Threads that do one thing after the other until they are told to stop, and what came of it."""

    act: Callable[[httpx.Client], str]
    base_url: str
    threads: int = 8
    seen: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _running: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._running = [threading.Thread(target=self._run, daemon=True) for _ in range(self.threads)]
        for thread in self._running:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._running:
            thread.join(30)

    def _run(self) -> None:
        with httpx.Client(base_url=self.base_url, timeout=20) as http:
            while not self._stop.is_set():
                began = time.perf_counter()
                try:
                    what = self.act(http)
                except httpx.ConnectError:
                    what = "refused"
                    time.sleep(0.02)
                except httpx.RemoteProtocolError as error:
                    what = (
                        "cut off"
                        if "incomplete" in str(error) or "peer closed" in str(error)
                        else "no answer"
                    )
                except httpx.TransportError as error:
                    what = type(error).__name__
                self.seen[what] += 1
                self.times.append(time.perf_counter() - began)
