"""The key with its private half (section 4.3, 7)."""

import jwt

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_KEY


def forge(ground: Ground) -> list[Headers]:
    jwk = jwt.algorithms.ECAlgorithm.to_jwk(ground.system.bound, as_dict=True)
    assert "d" in jwk
    return [ground.asking(ground.proof({"jwk": jwk}))]
