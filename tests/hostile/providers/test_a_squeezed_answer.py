"""An answer that comes compressed, though nobody asked for that: it could unpack to any size (CWE-409)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_a_compressed_answer_is_not_unpacked(liar: Liar) -> None:
    liar.refused(EidRefusal.UNFIT_ANSWER, squeezed=True)
