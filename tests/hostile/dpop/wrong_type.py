"""A JWT of another kind under the same key (section 4.3, 4)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_HEADER


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof({"typ": "JWT"}))]
