"""Two proofs: one is checked, and the other believed (RFC 9449, section 4.3, 1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_UNREADABLE


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(), ground.proof())]
