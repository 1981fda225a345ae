"""RS256, which is not offered (FAPI 2.0 security profile, section 5.4.1)."""

import jwt

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import rsa_key, signed

REASON = Refusal.PROOF_ALGORITHM


def forge(ground: Ground) -> list[Headers]:
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key().public_key(), as_dict=True)
    header = ground.header(alg="RS256", jwk=jwk)
    return [ground.asking(signed(header, ground.claims(), rsa_key(), "RS256"))]
