"""A proof of an hour ago, from a log (section 4.3, 11)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_TIME


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(iat=ground.claims()["iat"] - 3_600))]
