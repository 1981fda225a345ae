"""The token's key in the header, the thief's under the signature (section 4.3, 6)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import new_key, signed

REASON = Refusal.PROOF_SIGNATURE


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(signed(ground.header(), ground.claims(), new_key()))]
