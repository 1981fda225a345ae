"""The redirect flow without a screen: an organisation's system with its keys, and a person's browser with its cookies."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi.testclient import TestClient
from httpx import Client, Response

from tests.stage import BASE_URL, MAPPING, Stage

CALLBACK = "http://127.0.0.1:4567/callback"
SCOPES = ("profile:languages:read", "profile:skills:read?fields=level,skill")
COMPETENCE_PROFILE = "urn:egenkarta:competence-profile"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
_FIELD = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


class Key:
    """A DPoP key that signs whatever it is told to."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._private = ec.generate_private_key(ec.SECP256R1())
        public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self._private.public_key()))
        self.jwk = {name: public[name] for name in ("crv", "kty", "x", "y")}

    @property
    def jkt(self) -> str:
        written = json.dumps(self.jwk, sort_keys=True, separators=(",", ":")).encode()
        return _encoded(hashlib.sha256(written).digest())

    def proof(
        self, method: str, path: str, token: str = "", header: Mapping[str, Any] | None = None, **changed: Any
    ) -> str:
        claims = {
            "htm": method,
            "htu": BASE_URL + path,
            "iat": int(self._stage.clock.now().timestamp()),
            "jti": self._stage.parts.ids.new("jti"),
            **({"ath": _encoded(hashlib.sha256(token.encode()).digest())} if token else {}),
            **changed,
        }
        claims = {name: value for name, value in claims.items() if value is not ...}
        headers = {"typ": "dpop+jwt", "jwk": self.jwk, **(header or {})}
        return jwt.encode(claims, self._private, algorithm="ES256", headers=headers)


@dataclass
class System:
    """An organisation's system at the endpoints."""

    stage: Stage
    name: str = "norrsken"

    def form(self, **fields: Any) -> dict[str, str]:
        signed = self.stage.token_form(self.name)
        del signed["grant_type"]
        return {**signed, **{name: value for name, value in fields.items() if value is not None}}

    def push(self, details: Any = ..., proof: str = "", **changed: Any) -> Response:
        fields = {
            "response_type": "code",
            "redirect_uri": CALLBACK,
            "state": "kept by the client",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            "authorization_details": json.dumps([asked()] if details is ... else details),
            **changed,
        }
        headers = {"DPoP": proof} if proof else {}
        return self.stage.http.post("/oauth/par", data=self.form(**fields), headers=headers)

    def address(self, **changed: Any) -> str:
        pushed = self.push(**changed)
        assert pushed.status_code == 201, pushed.text
        return self.link(pushed.json()["request_uri"])

    def link(self, request_uri: str) -> str:
        return f"/oauth/authorize?client_id={self.stage.company(self.name)['client_id']}&request_uri={request_uri}"

    def token(self, grant_type: str, proof: str = "", **fields: Any) -> Response:
        form = self.form(grant_type=grant_type, **fields)
        return self.stage.http.post("/oauth/token", data=form, headers={"DPoP": proof} if proof else {})

    def redeem(self, code: str, proof: str = "", **changed: Any) -> Response:
        fields = {"code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER, **changed}
        return self.token("authorization_code", proof, **fields)


@dataclass
class Browser:
    """Somebody's browser: cookies, hidden fields, and redirects that are looked at one by one."""

    http: Client
    shown: Response = field(init=False)

    @classmethod
    def on(cls, stage: Stage) -> Self:
        """A browser at a stage, in-process."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        return cls(TestClient(stage.app, base_url=BASE_URL, follow_redirects=False, headers=headers))

    def open(self, address: str) -> Response:
        """Follow redirects within the service; stop at a page, or at an address of another site."""
        self.shown = self.http.get(address)
        return self._follow()

    def sign_in(self, persona: str = "astrid") -> Response:
        """On the sign-in page that is shown."""
        assert self.shown.url.path == "/sign-in", self.shown.url
        to = dict(_FIELD.findall(self.shown.text)).get("to", "")
        self.shown = self.http.post("/demo/sign-in", data={"persona": persona, "to": to})
        return self._follow()

    def answer(self, answer: str, **fields: Any) -> Response:
        """Yes or no on the page of the question that is shown; everything ticked."""
        hidden = dict(_FIELD.findall(self.shown.text))
        path = self.shown.url.path + "/answer"
        ticked = re.findall(r'name="scope" value="(\d+)"', self.shown.text)
        inner = re.findall(r'name="((?:field|item)-\d+)" value="([^"]+)"', self.shown.text)
        until = re.search(r'name="until"[^>]* value="([^"]+)" checked', self.shown.text)
        sent: dict[str, Any] = {
            "form_token": hidden["form_token"],
            "notice": hidden["notice"],
            "scope": ticked,
            "ending": "date",
            "until": until[1] if until else "",
            "answer": answer,
        }
        for name, value in inner:
            sent.setdefault(name, []).append(value)
        self.shown = self.http.post(path, data={**sent, **fields})
        return self._follow()

    def go_back(self) -> dict[str, str]:
        """By the link on the page; what the browser brings the client."""
        address = self.way_back()
        assert address.startswith(CALLBACK + "?")
        return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

    def way_back(self) -> str:
        """The address of another site that the link on the page leads to."""
        link = re.search(r'href="(/my/requests/[^"]+/return)"', self.shown.text)
        assert link is not None, self.shown.text
        sent = self.http.get(link[1])
        assert sent.status_code == 303, sent.text
        return sent.headers["location"]

    def _follow(self) -> Response:
        while self.shown.is_redirect and self.shown.headers["location"].startswith("/"):
            self.shown = self.http.get(self.shown.headers["location"])
        return self.shown

    def close(self) -> None:
        self.http.close()


def asked(**changed: Any) -> dict[str, Any]:
    """One element of authorization_details; `...` leaves a field out."""
    said = {
        "type": COMPETENCE_PROFILE,
        "purpose_declaration": MAPPING,
        "scopes": list(SCOPES),
        "case_reference": "case-1",
        **changed,
    }
    return {name: value for name, value in said.items() if value is not ...}


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
