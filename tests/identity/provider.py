"""An OpenID provider that signs for real, with keys of its own, and can be told to lie.

It checks what a provider has to check (client assertion, PKCE, redirect address, one use of a code), so that the honest way
through it proves something. Each lie is one change of what it would have said.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm, get_default_algorithms

from tests.stage import MovableClock

LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
Claims = dict[str, Any]


def key_for(algorithm: str, which: str = "first") -> Any:
    """A private key; made once for all tests, since RSA keys take their time."""
    return _made_key(algorithm, which)


@cache
def _made_key(algorithm: str, _which: str) -> Any:
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(65537, 2048)


def public_jwk(key: Any, **more: str) -> dict[str, Any]:
    """The public half, as it stands in a JWK set."""
    kind = {ec.EllipticCurvePrivateKey: ECAlgorithm, rsa.RSAPrivateKey: RSAAlgorithm}
    turned = next((one for base, one in kind.items() if isinstance(key, base)), OKPAlgorithm)
    return {**turned.to_jwk(key.public_key(), as_dict=True), "use": "sig", **more}


def part(value: object) -> str:
    """JSON in base64url, as in a JWS."""
    plain = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def compact(header: Mapping[str, Any], claims: Mapping[str, Any], key: Any) -> str:
    """A JWS in compact form with any header, signed for real."""
    body = f"{part(header)}.{part(claims)}"
    signer = get_default_algorithms()[header["alg"]]
    return f"{body}.{part(signer.sign(body.encode(), key))}"


@dataclass
class Lies:
    """What is said otherwise. A value of None takes the name away."""

    metadata: Claims = field(default_factory=dict)
    header: Claims = field(default_factory=dict)
    claims: Claims = field(default_factory=dict)
    answer: Claims = field(default_factory=dict)
    """In the browser's address."""
    tokens: Claims = field(default_factory=dict)
    userinfo: Claims = field(default_factory=dict)
    userinfo_unsigned: bool = False
    squeezed: bool = False
    """Whether the tokens come compressed, though nobody asked for that."""
    sign: Callable[[Claims, Claims], str] | None = None
    """Another way to sign the id_token."""
    instead: dict[str, Callable[[], httpx.Response]] = field(default_factory=dict)
    """Another answer of a whole endpoint, by its path."""


@dataclass
class SimulatedProvider:
    """One provider. `person` is what it knows of whoever signs in; `told_in` says where it tells it."""

    name: str
    clock: MovableClock
    client_keys: Callable[[], Mapping[str, Any]]
    pushed: bool = True
    algorithm: str = "ES256"
    key_name: str = "first"
    kid: str = "key-1"
    person: Claims = field(default_factory=dict)
    told_in: str = "id_token"
    assertions_for: str = ""
    """Whom client assertions have to name; its issuer where this is empty."""
    lies: Lies = field(default_factory=Lies)
    calls: list[str] = field(default_factory=list)
    asked: Claims = field(default_factory=dict)
    """The last authorization request."""
    _requests: dict[str, Claims] = field(default_factory=dict)
    _codes: dict[str, Claims] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _given: int = 0

    @property
    def issuer(self) -> str:
        return f"https://{self.name}.example"

    @property
    def key(self) -> Any:
        return key_for(self.algorithm, self.key_name)

    def metadata(self) -> Claims:
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "pushed_authorization_request_endpoint": f"{self.issuer}/par" if self.pushed else None,
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "id_token_signing_alg_values_supported": [self.algorithm],
            "userinfo_signing_alg_values_supported": [self.algorithm],
            "acr_values_supported": [LOA3],
            "claims_parameter_supported": True,
            "authorization_response_iss_parameter_supported": True,
        }
        return _changed(said, self.lies.metadata)

    # --- in the browser ---

    def sign_in(self, address: str, **person: Any) -> str:
        """Somebody proves who she is there; the address that the provider sends her browser to."""
        url = urlsplit(address)
        assert f"{url.scheme}://{url.netloc}{url.path}" == self.metadata()["authorization_endpoint"]
        sent = dict(parse_qsl(url.query))
        asked = self._requests.pop(sent["request_uri"]) if "request_uri" in sent else sent
        assert asked["prompt"] == "login"
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        self.asked = asked
        self.person = {"sub": "subject-1", **person}
        self._given += 1
        code = f"code-{self._given}-{self.name}"
        self._codes[code] = asked
        said = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(_changed(said, self.lies.answer))}"

    # --- over the network ---

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.calls.append(path)
        if path in self.lies.instead:
            return self.lies.instead[path]()
        form = dict(parse_qsl(request.content.decode()))
        match path:
            case "/.well-known/openid-configuration":
                return httpx.Response(200, json=self.metadata())
            case "/jwks":
                return httpx.Response(200, json={"keys": [public_jwk(self.key, kid=self.kid)]})
            case "/par":
                return self._push(form)
            case "/token":
                return self._token(form)
            case "/userinfo":
                return self._userinfo(request.headers.get("authorization", ""))
        return httpx.Response(404)

    def _push(self, form: Claims) -> httpx.Response:
        self._authenticate(form)
        address = f"urn:ietf:params:oauth:request_uri:{len(self._requests)}"
        self._requests[address] = form
        return httpx.Response(201, json={"request_uri": address, "expires_in": 60})

    def _token(self, form: Claims) -> httpx.Response:
        self._authenticate(form)
        asked = self._codes.pop(form["code"], None)
        if asked is None:
            return httpx.Response(400, json={"error": "invalid_grant", "error_description": "KANARIE"})
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert part(digest) == asked["code_challenge"]
        assert form["redirect_uri"] == asked["redirect_uri"]
        said = {
            "access_token": "access-token-1",
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": self._id_token(asked),
        }
        said = _changed(said, self.lies.tokens)
        if self.lies.squeezed:
            headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
            return httpx.Response(200, content=gzip.compress(json.dumps(said).encode()), headers=headers)
        return httpx.Response(200, json=said)

    def _id_token(self, asked: Claims) -> str:
        now = int(self.clock.now().timestamp())
        person = self.person if self.told_in == "id_token" else {"sub": self.person["sub"]}
        claims = {
            "iss": self.issuer,
            "aud": asked["client_id"],
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": asked["nonce"],
            "acr": LOA3,
            **person,
        }
        header = _changed({"alg": self.algorithm, "kid": self.kid, "typ": "JWT"}, self.lies.header)
        claims = _changed(claims, self.lies.claims)
        if self.lies.sign is not None:
            return self.lies.sign(header, claims)
        return compact(header, claims, self.key)

    def _userinfo(self, shown: str) -> httpx.Response:
        assert shown == "Bearer access-token-1"
        claims = {"iss": self.issuer, "aud": "egenkarta", **self.person}
        claims = _changed(claims, self.lies.userinfo)
        if self.lies.userinfo_unsigned:
            return httpx.Response(200, json=claims)
        token = compact({"alg": self.algorithm, "kid": self.kid}, claims, self.key)
        return httpx.Response(200, text=token, headers={"Content-Type": "application/jwt"})

    def _authenticate(self, form: Claims) -> None:
        """Section 9 of OpenID Connect Core 1.0: signed by our client's key, for this provider alone, used once."""
        token = form["client_assertion"]
        header = jwt.get_unverified_header(token)
        assert header["typ"] == "client-authentication+jwt"
        found = next(one for one in self.client_keys()["keys"] if one["kid"] == header["kid"])
        assert "d" not in found
        options: Any = {"verify_exp": False, "verify_iat": False, "require": ["exp", "iat", "jti", "sub"]}
        key = jwt.PyJWK.from_dict(found).key
        named = self.assertions_for or self.issuer
        said = jwt.decode(token, key, ["ES256"], audience=named, issuer="egenkarta", options=options)
        assert said["aud"] == named
        assert said["sub"] == form["client_id"] == "egenkarta"
        assert said["exp"] - said["iat"] == 60
        assert said["jti"] not in self._seen
        self._seen.add(said["jti"])


def _changed(said: Claims, lies: Claims) -> Claims:
    return {name: value for name, value in {**said, **lies}.items() if value is not None}
