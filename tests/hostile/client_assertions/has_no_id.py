"""No `jti`: it could be shown again and again."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.system import GONE

REASON = Refusal.ASSERTION_CLAIM


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(jti=GONE))]
