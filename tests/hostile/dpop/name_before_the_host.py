"""The right host where a user's name goes."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_ADDRESS


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(htu="http://127.0.0.1:8000@evil.example/v1/grants"))]
