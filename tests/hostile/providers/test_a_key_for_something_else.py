"""A token signed with a key that is published for encryption (RFC 7517, section 4.2)."""

import httpx

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.identity.provider import key_for, public_jwk


def _for_encryption() -> httpx.Response:
    return httpx.Response(200, json={"keys": [{**public_jwk(key_for("ES256"), kid="key-1"), "use": "enc"}]})


def test_a_key_for_encryption_signs_nothing(liar: Liar) -> None:
    liar.refused(EidRefusal.UNKNOWN_KEY, instead={"/jwks": _for_encryption})
