"""The same proof eight times at once: one of them counts."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_REPLAYED
PASSES = 1
TOGETHER = True


def forge(ground: Ground) -> list[Headers]:
    proof = ground.proof()
    return [ground.asking(proof) for _ in range(8)]
