"""A `jti` that would fill the store."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_ID


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(jti="j" * 201))]
