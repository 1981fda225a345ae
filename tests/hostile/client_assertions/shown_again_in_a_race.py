"""The same assertion eight times at once: one of them gets a token."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_REPLAYED
PASSES = 1
TOGETHER = True


def forge(ground: Ground) -> list[Form]:
    assertion = ground.system.assertion()
    return [ground.asking(assertion) for _ in range(8)]
