"""Something that is no JWT at all (section 4.3, 2)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_UNREADABLE


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking("proof")]
