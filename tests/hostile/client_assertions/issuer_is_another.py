"""`iss` is not the client that `sub` names (RFC 7523, section 3)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_KEY


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(iss=ground.other.client_id))]
