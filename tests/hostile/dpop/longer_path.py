"""An address that begins as the right one does."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.stage import BASE_URL

REASON = Refusal.PROOF_ADDRESS


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(htu=f"{BASE_URL}/v1/grants/gra_1"))]
