"""An issuer that differs by a slash: compared to the letter."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_issuer_that_is_almost_the_same_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.ISSUER, claims={"iss": "https://alfa.example/"})
