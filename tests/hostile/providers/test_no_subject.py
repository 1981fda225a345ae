"""An id_token about nobody."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_id_token_without_a_subject_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.SUBJECT, claims={"sub": None})
