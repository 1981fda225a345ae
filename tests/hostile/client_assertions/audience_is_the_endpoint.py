"""The token endpoint as audience: another server could have named this endpoint as its own."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.stage import BASE_URL

REASON = Refusal.ASSERTION_AUDIENCE


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(aud=f"{BASE_URL}/oauth/token"))]
