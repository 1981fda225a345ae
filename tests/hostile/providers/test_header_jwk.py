"""A token that brings a key of its own (RFC 7515, section 4.1.3): refused even where the right key has signed it."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.identity.provider import key_for, public_jwk


def test_a_token_with_jwk_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.FOREIGN_KEY, header={"jwk": public_jwk(key_for("ES256"))})
