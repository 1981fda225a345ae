"""A `jti` that would fill the store."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_ID


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(jti="j" * 201))]
