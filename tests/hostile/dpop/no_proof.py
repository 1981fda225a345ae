"""The bound token alone, as a thief has it (RFC 9449, section 7.1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_MISSING


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking()]
