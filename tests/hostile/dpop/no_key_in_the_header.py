"""A proof that does not say which key it is about (section 4.3, 3)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import GONE

REASON = Refusal.PROOF_KEY


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof({"jwk": GONE}))]
