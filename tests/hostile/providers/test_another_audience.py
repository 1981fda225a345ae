"""An id_token for another client (section 3.1.3.7, point 3)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_id_token_for_somebody_else_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.AUDIENCE, claims={"aud": "somebody-else"})
