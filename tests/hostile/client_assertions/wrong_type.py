"""An access token's type: a JWT of one kind is none of another (RFC 8725, section 3.11)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_HEADER


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion({"typ": "at+jwt"}))]
