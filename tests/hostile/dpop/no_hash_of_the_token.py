"""A proof that does not say for which token it is (section 4.3, 12)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import GONE

REASON = Refusal.PROOF_HASH


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(ath=GONE))]
