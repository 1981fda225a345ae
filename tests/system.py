"""An organisation's system as an attacker would have it: its own keys, and JWTs that say and are signed with anything."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from httpx import Response

from tests.stage import ASSERTION_TYPE, BASE_URL, Stage

GONE = ...
"""A member of header or claims that is left out."""


def encoded(part: Any) -> str:
    """A part of a JWT: bytes as they are, anything else as JSON."""
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(header: Any, claims: Any, key: Any, algorithm: str = "ES256") -> str:
    """A JWT over whatever is given; `algorithm` is what it is signed with, whatever the header says."""
    text = f"{encoded(header)}.{encoded(claims)}"
    method = jwt.get_algorithm_by_name(algorithm)
    return f"{text}.{encoded(method.sign(text.encode(), key))}"


def public_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    """The public half, with no more members than it needs."""
    jwk: dict[str, Any] = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {name: jwk[name] for name in ("kty", "crv", "x", "y")}


def new_key() -> ec.EllipticCurvePrivateKey:
    """A key that nobody knows yet."""
    return ec.generate_private_key(ec.SECP256R1())


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    """One RSA key for all: making it takes long."""
    return rsa.generate_private_key(65537, 2048)


def merged(said: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, with changes; what is GONE is left out."""
    return {name: value for name, value in {**said, **changed}.items() if value is not GONE}


@dataclass
class System:
    """A registered client with the key that it proves itself with, and one that its tokens are bound to."""

    stage: Stage
    client_id: str
    key: ec.EllipticCurvePrivateKey
    bound: ec.EllipticCurvePrivateKey = field(default_factory=new_key)

    @classmethod
    def register(cls, stage: Stage, client_id: str, organisation: str = "norrsken", **more: Any) -> Self:
        """Let one in through the operator's door."""
        key = new_key()
        jwk = {**public_jwk(key), "alg": "ES256", "use": "sig", "kid": f"{client_id}-key"}
        body = {"client_id": client_id, "key": jwk, "dpop_required": False, **more}
        address = f"/v1/operator/organisations/org_demo_{organisation}/systems"
        answer = stage.http.post(address, json=body, headers=stage.organisation("egenkarta"))
        assert answer.status_code == 204, answer.text
        return cls(stage, client_id, key)

    # --- proving who it is ---

    def header(self, **changed: Any) -> dict[str, Any]:
        """The header of an honest assertion."""
        said = {"alg": "ES256", "typ": "client-authentication+jwt", "kid": f"{self.client_id}-key"}
        return merged(said, changed)

    def claims(self, **changed: Any) -> dict[str, Any]:
        """The claims of an honest assertion, new each time."""
        now = int(self.stage.clock.now().timestamp())
        said = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": BASE_URL,
            "iat": now,
            "exp": now + 60,
            "jti": self.stage.parts.ids.new("jti"),
        }
        return merged(said, changed)

    def assertion(self, header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """An assertion under the system's own key."""
        return signed(self.header(**(header or {})), self.claims(**claims), self.key)

    def form(self, assertion: str = "", **fields: str) -> dict[str, str]:
        """A form of an endpoint, with an assertion."""
        proof = {
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion or self.assertion(),
        }
        return {**proof, **fields}

    def post(self, path: str, proofs: Mapping[str, str] | None = None, **fields: str) -> Response:
        """Ask an endpoint honestly."""
        return self.stage.http.post(path, data=self.form(**fields), headers=dict(proofs or {}))

    # --- proving that it holds the key of its tokens ---

    def proof_header(self, **changed: Any) -> dict[str, Any]:
        """The header of an honest proof."""
        return merged({"typ": "dpop+jwt", "alg": "ES256", "jwk": public_jwk(self.bound)}, changed)

    def proof_claims(self, method: str, path: str, token: str = "", **changed: Any) -> dict[str, Any]:
        """The claims of an honest proof, new each time."""
        said: dict[str, Any] = {
            "jti": self.stage.parts.ids.new("jti"),
            "htm": method,
            "htu": BASE_URL + path,
            "iat": int(self.stage.clock.now().timestamp()),
        }
        if token:
            said["ath"] = encoded(hashlib.sha256(token.encode()).digest())
        return merged(said, changed)

    def proof(
        self,
        method: str,
        path: str,
        token: str = "",
        header: Mapping[str, Any] | None = None,
        **claims: Any,
    ) -> str:
        """A proof under the key that the tokens are bound to."""
        head, said = self.proof_header(**(header or {})), self.proof_claims(method, path, token, **claims)
        return signed(head, said, self.bound)

    def token(self, *, is_bound: bool = False) -> str:
        """An access token by client credentials."""
        proofs = {"DPoP": self.proof("POST", "/oauth/token")} if is_bound else {}
        answer = self.post("/oauth/token", proofs, grant_type="client_credentials")
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    def bearing(self, token: str = "") -> dict[str, str]:
        """Headers of a request of the API with a token that is bound to nothing."""
        return {"Authorization": f"Bearer {token or self.token()}"}
