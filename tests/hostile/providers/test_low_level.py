"""An id_token of a lower level than was asked for as essential (OpenID Connect Core 1.0, section 5.5.1.1)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_a_level_below_what_is_taken_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.ASSURANCE, claims={"acr": "http://id.elegnamnden.se/loa/1.0/loa2"})
