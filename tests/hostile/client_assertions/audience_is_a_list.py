"""Two audiences: the other one could use the assertion here (FAPI 2.0 security profile, section 5.3.2.1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.stage import BASE_URL

REASON = Refusal.ASSERTION_AUDIENCE


def forge(ground: Ground) -> list[Form]:
    audience = [BASE_URL, "https://other.example"]
    return [ground.asking(ground.system.assertion(aud=audience))]
