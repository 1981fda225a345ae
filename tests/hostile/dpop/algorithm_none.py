"""No signature at all (section 4.3, 5)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import encoded

REASON = Refusal.PROOF_ALGORITHM


def forge(ground: Ground) -> list[Headers]:
    head = encoded(ground.header(alg="none"))
    return [ground.asking(f"{head}.{encoded(ground.claims())}.")]
