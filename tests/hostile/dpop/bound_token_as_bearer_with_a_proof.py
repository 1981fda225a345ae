"""The same, and a proof beside it that nobody asked for."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.BOUND


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(), scheme="Bearer")]
