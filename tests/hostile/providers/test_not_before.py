"""A token that does not count yet (RFC 7519, section 4.1.5)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.hostile.providers.times import seconds


def test_a_token_that_does_not_count_yet_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.FUTURE, claims={"nbf": seconds(liar, 120)})
