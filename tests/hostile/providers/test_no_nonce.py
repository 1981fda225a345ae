"""An id_token that belongs to no sign-in."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_id_token_without_a_nonce_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.NONCE, claims={"nonce": None})
