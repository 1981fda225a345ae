"""`jku`: an address that the service is to fetch the key from (RFC 8725, section 3.10)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_HEADER


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof({"jku": "https://evil.example/keys"}))]
