"""A token that does not say when she signed in."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_a_token_without_auth_time_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.NOT_FRESH, claims={"auth_time": None})
