"""No `htu`."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import GONE

REASON = Refusal.PROOF_ADDRESS


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(htu=GONE))]
