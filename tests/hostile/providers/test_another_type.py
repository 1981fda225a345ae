"""An access token in place of the id_token (RFC 8725, section 3.11)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_a_token_of_another_type_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.TOKEN_TYPE, header={"typ": "at+jwt"})
