"""`jti` is a number: 1 and 1.0 are the same to one store and two to another."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_ID


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(jti=1))]
