"""A payload that is signed in another form (RFC 7797)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_unencoded_payload_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.CRITICAL_HEADER, header={"b64": True})
