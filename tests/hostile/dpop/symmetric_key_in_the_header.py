"""A secret that everybody can read, as key (section 4.3, 7)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_KEY


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof({"jwk": {"kty": "oct", "k": "c2VjcmV0"}}))]
