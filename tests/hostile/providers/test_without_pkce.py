"""A provider that says that it does no PKCE any more."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_metadata_without_s256_are_refused(liar: Liar) -> None:
    liar.refused_at_the_door(
        EidRefusal.UNFIT_PROVIDER, metadata={"code_challenge_methods_supported": ["plain"]}
    )
