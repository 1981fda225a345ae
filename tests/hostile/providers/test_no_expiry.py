"""An id_token that counts for ever."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_id_token_without_an_end_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.EXPIRED, claims={"exp": None})
