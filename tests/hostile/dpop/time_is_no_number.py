"""`iat` is a text."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_TIME


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(iat=str(ground.claims()["iat"])))]
