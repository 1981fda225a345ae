"""A token from the future."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.hostile.providers.times import seconds


def test_a_token_from_the_future_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.FUTURE, claims={"iat": seconds(liar, 120)})
