"""An id_token of another sign-in (section 3.1.3.7, point 11)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_another_nonce_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.NONCE, claims={"nonce": "another"})
