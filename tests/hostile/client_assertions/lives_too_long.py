"""An hour: what is stolen from a log would work long after."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_TIME


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(exp=ground.system.claims()["iat"] + 3_600))]
