"""The same proof a second time (section 11.1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_REPLAYED
PASSES = 1


def forge(ground: Ground) -> list[Headers]:
    proof = ground.proof()
    return [ground.asking(proof), ground.asking(proof)]
