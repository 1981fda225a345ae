"""`exp` is now (RFC 7519, section 4.1.4: not on or after it)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_TIME


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(exp=ground.system.claims()["iat"]))]
