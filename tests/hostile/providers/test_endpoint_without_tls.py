"""An endpoint that anybody on the way can read."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_endpoint_without_tls_is_refused(liar: Liar) -> None:
    liar.refused_at_the_door(
        EidRefusal.UNFIT_PROVIDER, metadata={"token_endpoint": "http://alfa.example/token"}
    )
