"""An id_token for us and for another, which does not say whose it is (section 3.1.3.7, point 4)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_several_audiences_without_azp_are_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.AUTHORIZED_PARTY, claims={"aud": ["egenkarta", "somebody-else"]})
