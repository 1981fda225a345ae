"""The same assertion a second time, for another request (RFC 7523, section 3)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_REPLAYED
PASSES = 1


def forge(ground: Ground) -> list[Form]:
    assertion = ground.system.assertion()
    return [ground.asking(assertion), ground.asking(assertion)]
