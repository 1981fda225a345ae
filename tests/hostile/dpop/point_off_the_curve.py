"""A key that is no point of its curve."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import public_jwk

REASON = Refusal.PROOF_SIGNATURE


def forge(ground: Ground) -> list[Headers]:
    jwk = {**public_jwk(ground.system.bound), "y": "A" * 43}
    return [ground.asking(ground.proof({"jwk": jwk}))]
