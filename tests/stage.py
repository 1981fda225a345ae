"""The cast and how to play it: Astrid, Bo and Rim; Norrsken, Tjuvholmen and Yrkesskolan.

Astrid is an individual with a full profile, Bo one whom Astrid's grantees never see, Rim one who reads Arabic. Norrsken AB
has a live grant of Astrid's, Tjuvholmen AB has none and is tried on every route, Yrkesskolan has a question waiting.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import jwt
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from profile_service.demo.opening import open_demo
from profile_service.doors import House
from profile_service.main import Parts
from profile_service.storage.concepts import open_store
from profile_service.storage.database import upgrade
from profile_service.taxonomy.starter import load_starter
from tests import databases

BASE_URL = "http://127.0.0.1:8000"
FROM_OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
"""What a browser sends along with a form of our own page. Without it, or an origin, no form is taken in a session."""
START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MAPPING = "dcl_norrsken_mapping"
LANGUAGES = "profile:languages:read"
SKILLS = "profile:skills:read"


def signed_token_form(company: Mapping[str, Any], audience: str, now: float, **claims: Any) -> dict[str, str]:
    """The form of a token request of an organisation in demo.json, signed by its key; `claims` overrides any claim."""
    said = {
        "iss": company["client_id"],
        "sub": company["client_id"],
        "aud": audience,
        "iat": int(now),
        "exp": int(now) + 60,
        "jti": uuid.uuid4().hex,
        **claims,
    }
    said = {key: value for key, value in said.items() if value is not None}
    key = jwt.PyJWK.from_dict(company["private_key_jwk"])
    headers = {"typ": "client-authentication+jwt", "kid": key.key_id}
    assertion = jwt.encode(said, key.key, algorithm="ES256", headers=headers)
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
    }


@cache
def _migrated_database() -> bytes:
    """An empty database at the newest migration: made once, since migrating is most of what a stage costs."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite3"
        upgrade(f"sqlite:///{path}")
        return path.read_bytes()


def put_migrated_database(path: Path) -> None:
    """Spare whoever opens a demo there the migrations, and let it be on the database that is tested."""
    if databases.ON_POSTGRESQL:
        databases.give_database(path.parent)
    elif not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_migrated_database())
        path.chmod(0o600)


@cache
def _starter_set() -> bytes:
    """A store of concepts that holds the starter set: made once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "taxonomy.sqlite3"
        store = open_store(f"sqlite:///{path}")
        load_starter(store, store, START)
        store.close()
        return path.read_bytes()


def put_starter_set(path: Path) -> None:
    """Spare whoever opens a demo there the loading of the starter set."""
    if not path.exists():
        path.write_bytes(_starter_set())
        path.chmod(0o600)


_OF_A_DEMO = ("keys.json", "demo.json")


@cache
def _seeded_demo() -> Mapping[str, bytes]:
    """A demo with its cast, as it stands at START before anybody has done anything: made once."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        put_migrated_database(folder / "egenkarta.sqlite3")
        _seed_demo(folder)
        return {one: (folder / one).read_bytes() for one in ("egenkarta.sqlite3", *_OF_A_DEMO)}


def _seed_demo(folder: Path) -> None:
    put_starter_set(folder / "taxonomy.sqlite3")
    parts, _ = open_demo(folder, BASE_URL, MovableClock())
    parts.library.close()
    parts.database.close()


def put_seeded_demo(folder: Path) -> None:
    """Spare whoever opens a stage there the migrations and the seeding. Every stage has the same keys."""
    if databases.ON_POSTGRESQL:
        databases.give_seeded(folder, _seed_demo, _OF_A_DEMO)
        return
    if (folder / "egenkarta.sqlite3").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in _seeded_demo().items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)


@dataclass
class MovableClock:
    """A clock that stands still until it is moved."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def move(self, step: timedelta) -> None:
        self.at += step


@dataclass
class Stage:
    """One demo, in-process."""

    app: FastAPI
    parts: Parts
    clock: MovableClock
    demo: Mapping[str, Any]
    http: TestClient
    _tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def open(cls, folder: Path, *, keeps: bool = False) -> Iterator[Self]:
        """Open a stage in a folder; `keeps` its database for another one that is opened there."""
        clock = MovableClock()
        put_seeded_demo(folder)
        put_starter_set(folder / "taxonomy.sqlite3")
        with nullcontext() if keeps else databases.gone_afterwards(folder):
            yield from cls._opened(folder, clock)

    @classmethod
    def _opened(cls, folder: Path, clock: MovableClock) -> Iterator[Self]:
        parts, app = open_demo(folder, BASE_URL, clock)
        demo = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
        with TestClient(
            app,
            base_url=BASE_URL,
            raise_server_exceptions=False,
            follow_redirects=False,
            headers=FROM_OWN_PAGE,
        ) as http:
            yield cls(app, parts, clock, demo, http)

    @property
    def house(self) -> House:
        return self.app.state.house

    def move(self, **step: float) -> None:
        """Let time pass; tokens that were fetched before are fetched anew when needed."""
        self.clock.move(timedelta(**step))
        self._tokens.clear()

    def rounds(self) -> None:
        """What time brings: the stage's clock is moved by hand, and so it is done by hand."""
        assert self.http.portal is not None
        self.http.portal.call(self.app.state.rounds.once)

    # --- callers ---

    def individual(self, persona: str) -> dict[str, str]:
        """Headers of an individual of the cast."""
        if persona not in self._tokens:
            answer = self.http.post(
                "/demo/sign-in", data={"persona": persona}, headers={"Accept": "application/json"}
            )
            self._tokens[persona] = answer.json()["access_token"]
        return {"Authorization": f"Bearer {self._tokens[persona]}"}

    def organisation(self, name: str) -> dict[str, str]:
        """Headers of an organisation's system, with a token that its own key was used for."""
        if name not in self._tokens:
            answer = self.http.post("/oauth/token", data=self.token_form(name))
            assert answer.status_code == 200, answer.text
            self._tokens[name] = answer.json()["access_token"]
        return {"Authorization": f"Bearer {self._tokens[name]}"}

    def company(self, name: str) -> Mapping[str, Any]:
        """An organisation's entry in demo.json; `name` is the first word of its name, in any case."""
        return next(one for one in self.demo["organisations"] if one["name"].lower().startswith(name.lower()))

    def token_form(self, name: str, jti: str | None = None, **claims: Any) -> dict[str, str]:
        """The form of a token request, signed by the organisation's key; `claims` overrides any claim."""
        jti = jti or self.parts.ids.new("jti")
        return signed_token_form(
            self.company(name), BASE_URL, self.clock.now().timestamp(), jti=jti, **claims
        )

    # --- what the cast does, over the API ---

    def code(self, persona: str = "astrid") -> str:
        """A connection code that somebody has made."""
        answer = self.http.post("/v1/me/connection-codes", headers=self.individual(persona))
        assert answer.status_code == 201, answer.text
        return answer.json()["code"]

    def ask(
        self,
        scopes: tuple[str, ...] = (LANGUAGES, SKILLS),
        persona: str = "astrid",
        organisation: str = "norrsken",
        declaration: str = MAPPING,
        **more: Any,
    ) -> Response:
        """An organisation asks somebody."""
        body = {
            "connection_code": self.code(persona),
            "purpose_declaration": declaration,
            "scopes": list(scopes),
            "case_reference": "case-1",
            **more,
        }
        return self.http.post("/v1/access-requests", json=body, headers=self.organisation(organisation))

    def asked(
        self, scopes: tuple[str, ...] = (LANGUAGES, SKILLS), persona: str = "astrid", **more: Any
    ) -> str:
        """The id of a request that was put to somebody by Norrsken."""
        answer = self.ask(scopes, persona, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def answer_yes(
        self, request_id: str, scopes: tuple[str, ...], persona: str = "astrid", until: str | None = None
    ) -> Response:
        """Somebody says yes to a part."""
        body: dict[str, Any] = {"scopes": list(scopes)}
        if until is not None:
            body["until"] = until
        return self.http.post(
            f"/v1/me/access-requests/{request_id}/grant", json=body, headers=self.individual(persona)
        )

    def granted(
        self,
        scopes: tuple[str, ...] = (LANGUAGES,),
        persona: str = "astrid",
        until: str | None = None,
        **more: Any,
    ) -> str:
        """The id of a grant that somebody has given to Norrsken."""
        answer = self.answer_yes(self.asked(scopes, persona, **more), scopes, persona, until)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def read(self, grant_id: str, organisation: str = "norrsken", **more: Any) -> Response:
        """An organisation reads under a grant."""
        body = {"grant_id": grant_id, "case_reference": "case-1", "reader": "Nils Berg", **more}
        return self.http.post("/v1/disclosures", json=body, headers=self.organisation(organisation))

    def withdraw(self, grant_id: str, persona: str = "astrid") -> Response:
        """Somebody takes a yes back."""
        return self.http.post(f"/v1/me/grants/{grant_id}/withdraw", headers=self.individual(persona))

    def log(self, persona: str = "astrid") -> list[dict[str, Any]]:
        """Somebody's log, newest first."""
        answer = self.http.get("/v1/me/disclosures?limit=200", headers=self.individual(persona))
        return answer.json()["disclosures"]
