"""A proof for next week, made while somebody had the key for a minute (section 11.2)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_TIME


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(iat=ground.claims()["iat"] + 604_800))]
