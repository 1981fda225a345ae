"""`iat` is a minute from now: made in advance, or by a clock that is wrong."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_TIME


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(iat=ground.system.claims()["iat"] + 60))]
