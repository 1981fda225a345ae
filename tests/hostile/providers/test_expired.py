"""A token whose time is over (OpenID Connect Core 1.0, section 3.1.3.7, point 9)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.hostile.providers.times import seconds


def test_a_token_whose_time_is_over_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.EXPIRED, claims={"exp": seconds(liar, -1)})
