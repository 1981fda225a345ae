"""A nonce that is a number."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_NONCE


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(nonce=7))]
