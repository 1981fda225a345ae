"""A token that names a key which the provider does not publish."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_a_key_that_is_not_published_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.UNKNOWN_KEY, header={"kid": "nobodys"})
