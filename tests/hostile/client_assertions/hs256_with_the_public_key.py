"""The registered public key, which is no secret, as the secret of an HMAC (RFC 8725, section 2.1)."""

import json

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.system import public_jwk, signed

REASON = Refusal.ASSERTION_ALGORITHM


def forge(ground: Ground) -> list[Form]:
    secret = json.dumps(public_jwk(ground.system.key)).encode()
    forged = signed(ground.system.header(alg="HS256"), ground.system.claims(), secret, "HS256")
    return [ground.asking(forged)]
