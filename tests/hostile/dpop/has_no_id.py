"""No `jti`: it could be shown again."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import GONE

REASON = Refusal.PROOF_ID


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(jti=GONE))]
