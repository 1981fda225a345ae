"""A P-384 key under ES256 (RFC 7518, section 3.4)."""

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_KEY


def forge(ground: Ground) -> list[Headers]:
    key = ec.generate_private_key(ec.SECP384R1())
    jwk = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return [ground.asking(ground.proof({"jwk": jwk}))]
