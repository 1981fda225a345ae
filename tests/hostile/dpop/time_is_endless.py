"""NaN is neither before nor after any time."""

import json

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import signed

REASON = Refusal.PROOF_TIME


def forge(ground: Ground) -> list[Headers]:
    claims = json.dumps(ground.claims(iat=float("nan"))).encode()
    return [ground.asking(signed(ground.header(), claims, ground.system.bound))]
