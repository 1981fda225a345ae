"""`sub` names a client that is not registered."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_CLIENT


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(iss="nobodys-system", sub="nobodys-system"))]
