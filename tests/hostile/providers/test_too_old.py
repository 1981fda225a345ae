"""A token that is more than five minutes old, though its time is not over."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.hostile.providers.times import seconds


def test_a_token_that_is_too_old_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.TOO_OLD, claims={"iat": seconds(liar, -301)})
