"""A token signed by an algorithm that the provider does not say it uses, though with a key of its own."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_algorithm_that_is_not_offered_is_refused(liar: Liar) -> None:
    only = {"id_token_signing_alg_values_supported": ["PS256"]}
    liar.refused(EidRefusal.ALGORITHM, algorithm="RS256", metadata=only)
