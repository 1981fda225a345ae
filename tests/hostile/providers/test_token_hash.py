"""An access token that is not the one of this id_token (OpenID Connect Core 1.0, section 3.1.3.8)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_a_wrong_at_hash_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.TOKEN_HASH, claims={"at_hash": "77QmUPtjPfzWtF2AnpK9RQ"})
