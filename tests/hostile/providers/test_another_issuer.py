"""An id_token in the name of another issuer (OpenID Connect Core 1.0, section 3.1.3.7, point 2)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_id_token_of_another_issuer_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.ISSUER, claims={"iss": "https://beta.example"})
