"""The bound token without a proof, under the other scheme (section 7.2)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.BOUND


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(scheme="Bearer")]
