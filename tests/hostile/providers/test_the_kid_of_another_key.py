"""A token that names one of the provider's keys and is signed with another; and one that a stranger signed."""

import httpx

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.identity.provider import Claims, compact, key_for, public_jwk


def _two_keys() -> httpx.Response:
    first, second = key_for("ES256"), key_for("ES256", "second")
    return httpx.Response(
        200, json={"keys": [public_jwk(first, kid="key-1"), public_jwk(second, kid="key-2")]}
    )


def test_the_kid_of_another_key_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.SIGNATURE, instead={"/jwks": _two_keys}, header={"kid": "key-2"})


def test_without_a_kid_two_keys_are_one_too_many(liar: Liar) -> None:
    liar.refused(EidRefusal.UNKNOWN_KEY, instead={"/jwks": _two_keys}, header={"kid": None})


def test_a_strangers_signature_is_refused(liar: Liar) -> None:
    def sign(header: Claims, claims: Claims) -> str:
        return compact(header, claims, key_for("ES256", "strangers"))

    liar.refused(EidRefusal.SIGNATURE, sign=sign)
