"""A new assertion under a `jti` that was used: what is remembered is the id."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_REPLAYED
PASSES = 1


def forge(ground: Ground) -> list[Form]:
    jti = ground.stage.parts.ids.new("jti")
    return [
        ground.asking(ground.system.assertion(jti=jti, exp=ground.system.claims()["iat"] + more))
        for more in (50, 60)
    ]
