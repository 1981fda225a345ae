"""Signs consent records: JWS in compact form (RFC 7515) with ES256 (RFC 7518, section 3.4)."""

import base64
import json
from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from consent.receipt import ConsentRecord
from profile_service.domain.prepared_record import PreparationError, Prepared

TYPE = "consent-record+jws"


class RecordNotary:
    """See `actions.ports.Notary`.

    Args:
        keys: private P-256 keys as JWK, by key id.
        active: the id of the key that signs.
        render: a record as the bytes that are signed.
    """

    def __init__(
        self, keys: Mapping[str, Mapping[str, str]], active: str, render: Callable[[ConsentRecord], bytes]
    ) -> None:
        self._header = _encode(
            json.dumps(
                {"alg": "ES256", "kid": active, "typ": TYPE, "cty": "ld+json"}, separators=(",", ":")
            ).encode()
        )
        self._key = ec.derive_private_key(int.from_bytes(_decode(keys[active]["d"]), "big"), ec.SECP256R1())
        self._render = render
        published = [{name: value for name, value in jwk.items() if name != "d"} for jwk in keys.values()]
        self.jwks: dict[str, list[dict[str, str]]] = {"keys": published}

    def attest(self, prepared: Prepared) -> str:
        """The record, signed; PreparationError unless it was prepared, and only once.

        The type is looked at here as well: the seal is as good as the constructor that checks it.
        """
        if type(prepared) is not Prepared:
            raise PreparationError("only what was prepared is signed")
        signed = f"{self._header}.{_encode(self._render(prepared.spend()))}"
        r, s = decode_dss_signature(self._key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{signed}.{_encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _encode(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
