"""An answer that is right, and so big that reading it would be the attack."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_a_huge_answer_is_not_read_to_its_end(liar: Liar) -> None:
    liar.refused(EidRefusal.UNFIT_ANSWER, tokens={"padding": "x" * 300_000})
