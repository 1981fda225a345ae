"""A method is written in one way (RFC 9110, section 9.1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_METHOD


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(htm="get"))]
