"""`nbf` is a minute from now (RFC 7519, section 4.1.5)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_TIME


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(nbf=ground.system.claims()["iat"] + 60))]
