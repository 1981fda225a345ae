"""A nonce that this service never made (section 8)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_NONCE


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(nonce="bm9uY2U"))]
