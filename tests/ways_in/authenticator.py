"""A small authenticator in software, so that a test can lie in any place of a ceremony. Real ES256, real CBOR."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

UP, UV, BE, BS, AT = 0x01, 0x04, 0x08, 0x10, 0x40


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(written: str) -> bytes:
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


def cbor(value: object) -> bytes:
    """As much of CBOR (RFC 8949) as an attestation object needs."""
    match value:
        case int() if value >= 0:
            return _head(0, value)
        case int():
            return _head(1, -1 - value)
        case bytes():
            return _head(2, len(value)) + value
        case str():
            return _head(3, len(value.encode())) + value.encode()
        case dict():
            inside = b"".join(cbor(key) + cbor(one) for key, one in value.items())
            return _head(5, len(value)) + inside
    raise TypeError(value)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    if number < 256:
        return bytes([major << 5 | 24, number])
    return bytes([major << 5 | 25]) + number.to_bytes(2, "big")


@dataclass
class Authenticator:
    """One device with one passkey. Whatever it says of itself can be told otherwise."""

    origin: str
    rp_id: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = b"\x01" * 32
    counter: int = 0
    user: bytes = b""

    def create(self, options: str, **lies: Any) -> str:
        """The answer to `navigator.credentials.create`."""
        asked = json.loads(options)
        self.user = raw(asked["user"]["id"])
        client = self._client("webauthn.create", asked["challenge"], lies)
        public = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        made = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor(cose)
        data = self._data(lies.get("flags", UP | UV | AT), lies) + made
        attested = cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._sent(
            {"clientDataJSON": text(client), "attestationObject": text(lies.get("attestation", attested))},
            lies,
        )

    def get(self, options: str, **lies: Any) -> str:
        """The answer to `navigator.credentials.get`."""
        asked = json.loads(options)
        client = self._client("webauthn.get", asked["challenge"], lies)
        data = self._data(lies.get("flags", UP | UV), lies)
        signed = data + hashlib.sha256(client).digest()
        signature = lies.get("signature") or self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        handle = lies.get("user", self.user)
        return self._sent(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(data),
                "signature": text(signature),
                "userHandle": None if handle is None else text(handle),
            },
            lies,
        )

    def _client(self, kind: str, challenge: str, lies: Mapping[str, Any]) -> bytes:
        said = {
            "type": kind,
            "challenge": challenge,
            "origin": self.origin,
            "crossOrigin": False,
            **lies.get("client", {}),
        }
        return json.dumps({name: one for name, one in said.items() if one is not None}).encode()

    def _data(self, flags: int, lies: Mapping[str, Any]) -> bytes:
        counter = lies.get("counter", self.counter)
        rp_id = str(lies.get("rp_id", self.rp_id))
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + counter.to_bytes(4, "big")

    def _sent(self, response: Mapping[str, Any], lies: Mapping[str, Any]) -> str:
        id_ = text(lies.get("credential", self.credential))
        return json.dumps(
            {"id": id_, "rawId": id_, "type": "public-key", "response": response, **lies.get("whole", {})}
        )
