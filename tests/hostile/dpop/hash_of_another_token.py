"""A proof for another token under the same key."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import METHOD, PATH, Ground, Headers

REASON = Refusal.PROOF_HASH


def forge(ground: Ground) -> list[Headers]:
    another = ground.system.token(is_bound=True)
    return [ground.asking(ground.system.proof(METHOD, PATH, another))]
