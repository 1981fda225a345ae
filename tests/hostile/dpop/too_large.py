"""A proof of five thousand characters."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_UNREADABLE


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(more="m" * 5_000))]
