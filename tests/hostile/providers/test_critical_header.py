"""An extension that we must understand and do not (RFC 7515, section 4.1.11)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_unknown_critical_header_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.CRITICAL_HEADER, header={"crit": ["exp"], "exp": 1})
