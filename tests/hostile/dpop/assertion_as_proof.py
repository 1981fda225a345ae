"""A client assertion in place of a proof."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_HEADER


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.system.assertion())]
