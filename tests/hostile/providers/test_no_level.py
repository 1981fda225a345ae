"""An id_token that does not say how sure it is."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_id_token_without_acr_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.ASSURANCE, claims={"acr": None})
