"""Metadata of another issuer (OpenID Connect Discovery 1.0, section 4.3)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_metadata_of_another_issuer_are_refused(liar: Liar) -> None:
    liar.refused_at_the_door(EidRefusal.UNFIT_PROVIDER, metadata={"issuer": "https://beta.example"})
