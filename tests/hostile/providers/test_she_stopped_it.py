"""She pressed cancel at the provider."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_a_sign_in_that_she_stopped_lets_nobody_in(liar: Liar) -> None:
    liar.refused(EidRefusal.CANCELLED, answer={"code": None, "error": "access_denied"})
