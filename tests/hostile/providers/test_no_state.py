"""An answer without a state."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_answer_without_a_state_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.UNKNOWN_STATE, answer={"state": None})
