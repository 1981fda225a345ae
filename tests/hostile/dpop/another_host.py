"""A proof for another server, which now shows it here (section 4.3, 9)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_ADDRESS


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof(htu="https://evil.example/v1/grants"))]
