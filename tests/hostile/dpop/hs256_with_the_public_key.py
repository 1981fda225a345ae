"""The key of the token, which a thief can read in her own proof, as the secret of an HMAC (section 4.3, 5)."""

import json

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import public_jwk, signed

REASON = Refusal.PROOF_ALGORITHM


def forge(ground: Ground) -> list[Headers]:
    secret = json.dumps(public_jwk(ground.system.bound)).encode()
    return [ground.asking(signed(ground.header(alg="HS256"), ground.claims(), secret, "HS256"))]
