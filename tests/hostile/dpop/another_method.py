"""A proof for POST, used for GET (section 4.3, 8)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_METHOD


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(htm="POST"))]
