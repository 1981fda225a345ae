"""An answer with a state that nobody began: login CSRF (RFC 6749, section 10.12)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_another_state_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.UNKNOWN_STATE, answer={"state": "another"})
