"""An id_token that was issued to another client (section 3.1.3.7, point 5)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_azp_that_is_not_us_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.AUTHORIZED_PARTY, claims={"azp": "somebody-else"})
