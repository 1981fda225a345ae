"""A token that brings certificates of its own (RFC 7515, section 4.1.6): refused even where the right key has signed it."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_a_token_with_x5c_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.FOREIGN_KEY, header={"x5c": ["MIIB"]})
