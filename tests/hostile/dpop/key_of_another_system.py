"""A stolen token under the key of another registered system."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import METHOD, PATH, Ground, Headers

REASON = Refusal.PROOF_OTHER_KEY


def forge(ground: Ground) -> list[Headers]:
    proof = ground.other.proof(METHOD, PATH, ground.token)
    return [ground.asking(proof)]
